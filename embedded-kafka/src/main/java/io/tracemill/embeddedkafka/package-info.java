/**
 * A real single-node Kafka broker (KRaft) inside this JVM, from the broker's own jars, for laptops and tests.
 *
 * <p>A directory flows in. The address of a broker that keeps its data there and listens on the loopback device only
 * flows out. Knows nothing of Tracemill's topics, and must not import any other module.
 */
@NullMarked
package io.tracemill.embeddedkafka;

import org.jspecify.annotations.NullMarked;
