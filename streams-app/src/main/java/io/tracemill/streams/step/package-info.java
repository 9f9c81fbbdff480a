/**
 * Training steps: the ProfilerStep of each process.
 *
 * <p>In: host spans in trace order. Out: the same spans with their step. Must not import Kafka.
 */
@NullMarked
package io.tracemill.streams.step;

import org.jspecify.annotations.NullMarked;
