/**
 * The topologies, and the job that runs them in Kafka Streams.
 *
 * <p>In: topics of events. Out: topics of spans and rows. This package connects Kafka to the pure packages below it;
 * only it and {@code failure} know Kafka. Must not import {@code ingest} or {@code storage}.
 */
@NullMarked
package io.tracemill.streams;

import org.jspecify.annotations.NullMarked;
