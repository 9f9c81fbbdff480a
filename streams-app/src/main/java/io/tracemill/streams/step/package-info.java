/**
 * Training steps: which ProfilerStep each process is in.
 *
 * <p>Must not import Kafka.
 */
@NullMarked
package io.tracemill.streams.step;

import org.jspecify.annotations.NullMarked;
