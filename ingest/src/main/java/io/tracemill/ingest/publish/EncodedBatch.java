package io.tracemill.ingest.publish;

import org.jspecify.annotations.Nullable;

/**
 * Encoded batch of a trace, with the values that decide its partition.
 *
 * @param traceId identity of the trace
 * @param run run of the trace
 * @param rank rank of the trace, null if unknown
 * @param bytes a {@link io.tracemill.schemas.TraceEventBatch} in single-object encoding; must not be changed
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record EncodedBatch(
        String traceId, String run, @Nullable Integer rank, byte[] bytes) {}
