package io.tracemill.ingest.publish;

import io.tracemill.ingest.dialect.Dialect;
import io.tracemill.schemas.TraceHeader;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is the same in all batches of a trace, and its header.
 *
 * @param traceId identity of the trace
 * @param run its run
 * @param node where it was recorded, null if unknown
 * @param rank its rank, null if unknown
 * @param plan hash of all that the batches depend on beside the file
 * @param batchBytes how large a batch may be, encoded
 * @param dialect how the file is written
 * @param collectiveStreams streams that carry collectives, as process/thread: what they copy is part of one
 * @param header what the first batch says; its times are absolute
 */
public record TraceFacts(
        String traceId,
        String run,
        @Nullable String node,
        @Nullable Integer rank,
        String plan,
        int batchBytes,
        Dialect dialect,
        Set<String> collectiveStreams,
        TraceHeader header) {

    /** What is added to every time of the file, in ns. */
    long baseNanos() {
        @Nullable Long base = header.getBaseTimeNs();
        return base == null ? 0 : base;
    }
}
