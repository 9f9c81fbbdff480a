package io.tracemill.ingest.parse;

import io.tracemill.ingest.pack.SortedBlock;
import io.tracemill.ingest.reject.Reject;
import java.util.List;
import java.util.Set;

/**
 * Result of parsing a slice.
 *
 * @param events complete events and attachments, sorted
 * @param unpaired begins, ends and events without an end, sorted
 * @param read number of events in the slice, whole or broken
 * @param filtered numbers of events left out on request, by category
 * @param merged numbers of events folded into others, by reason
 * @param rejects rejected events
 * @param ids correlation ids
 * @param lanes what the slice says of processes and threads
 * @param telltales categories that may tell a dialect
 * @param telltaleProcesses ids of processes that may tell a dialect
 * @param collectiveStreams streams that carry collectives, as process/thread
 * @param first earliest start in ns of the file's clock, {@link Long#MAX_VALUE} without events
 * @param last latest end in ns of the file's clock, {@link Long#MIN_VALUE} without events
 * @param compressedBytesRead number of bytes of the file read when the slice was cut
 */
public record SliceResult(
        SortedBlock events,
        SortedBlock unpaired,
        int read,
        Tally filtered,
        Tally merged,
        List<Reject> rejects,
        CorrelationIds ids,
        List<NamedLane> lanes,
        Set<String> telltales,
        Set<String> telltaleProcesses,
        Set<String> collectiveStreams,
        long first,
        long last,
        long compressedBytesRead) {

    /**
     * Correlation ids, by the kind of event that carries them.
     *
     * @param device ids of device events, one for each event
     * @param calls ids of runtime calls
     * @param operators ids of operators that are launches
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record CorrelationIds(long[] device, long[] calls, long[] operators) {}
}
