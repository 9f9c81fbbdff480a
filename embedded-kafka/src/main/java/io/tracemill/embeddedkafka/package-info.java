/**
 * A real single-node Kafka broker (KRaft) inside this JVM, from the broker's own jars: for laptops and for tests.
 *
 * <p>In: a directory. Out: the address of a broker that holds its data there and listens on the loopback device only.
 * Knows nothing of Tracemill's topics and must not import any other module.
 */
@NullMarked
package io.tracemill.embeddedkafka;

import org.jspecify.annotations.NullMarked;
