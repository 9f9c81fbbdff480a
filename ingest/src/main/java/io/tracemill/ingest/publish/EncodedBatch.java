package io.tracemill.ingest.publish;

import org.jspecify.annotations.Nullable;

/**
 * A batch of a trace, encoded, with what decides where it goes.
 *
 * @param traceId identity of the trace
 * @param run its run
 * @param rank its rank, null if unknown
 * @param bytes a {@link io.tracemill.schemas.TraceEventBatch} in single-object encoding; nobody changes it
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record EncodedBatch(
        String traceId, String run, @Nullable Integer rank, byte[] bytes) {}
