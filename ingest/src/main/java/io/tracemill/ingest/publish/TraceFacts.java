package io.tracemill.ingest.publish;

import io.tracemill.ingest.communication.CommunicationNames;
import io.tracemill.ingest.dialect.Dialect;
import io.tracemill.ingest.rank.FileRanks;
import io.tracemill.schemas.TraceHeader;
import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Facts that all batches of a trace share, and its header.
 *
 * @param traceId identity of the trace
 * @param run run of the trace
 * @param node host that it was recorded on, null if unknown
 * @param rank rank of the trace, null if unknown
 * @param day UTC day of the trace
 * @param plan hash of all settings that the batches depend on
 * @param batchBytes largest size of an encoded batch, in bytes
 * @param dialect dialect of the file
 * @param communication names that tell communication
 * @param collectiveStreams streams that carry collectives, as process/thread
 * @param processDevices devices that processes stand for, by process
 * @param ranks ranks that share the file
 * @param hasRanges whether there are profiler ranges that are linked by their order
 * @param labels labels of the trace, in the first batch, whose size does not depend on them
 * @param header header in the first batch; its times are absolute
 */
public record TraceFacts(
        String traceId,
        String run,
        @Nullable String node,
        @Nullable Integer rank,
        LocalDate day,
        String plan,
        int batchBytes,
        Dialect dialect,
        CommunicationNames communication,
        Set<String> collectiveStreams,
        Map<String, String> processDevices,
        FileRanks ranks,
        boolean hasRanges,
        Map<String, String> labels,
        TraceHeader header) {

    /** Offset that is added to every time of the file, in ns. */
    long baseNanos() {
        @Nullable Long base = header.getBaseTimeNs();
        return base == null ? 0 : base;
    }
}
