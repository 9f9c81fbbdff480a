/** A real single-node Kafka broker (KRaft) inside this JVM, from the broker's own jars: for laptops and for tests. */
@NullMarked
package io.tracemill.embeddedkafka;

import org.jspecify.annotations.NullMarked;
