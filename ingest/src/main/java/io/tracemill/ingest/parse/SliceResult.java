package io.tracemill.ingest.parse;

import io.tracemill.ingest.pack.SortedBlock;
import io.tracemill.ingest.reject.Reject;
import java.util.List;
import java.util.Set;

/**
 * What the events of a slice say.
 *
 * @param events whole events, sorted
 * @param unpaired begins, ends and events without an end, by time
 * @param read events in the slice, whole or broken
 * @param filtered events left out on request, by category
 * @param merged events folded into others, by reason
 * @param rejects events rejected
 * @param ids correlation ids, by who carries them
 * @param lanes names of processes and threads
 * @param telltales categories that tell a dialect
 * @param collectiveStreams streams that carry collectives, as process/thread
 * @param first earliest start, {@link Long#MAX_VALUE} without events, in ns of the file's clock
 * @param last latest end, {@link Long#MIN_VALUE} without events
 * @param compressedBytesRead bytes of the file read when the slice was cut
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
        Set<String> collectiveStreams,
        long first,
        long last,
        long compressedBytesRead) {

    /**
     * Correlation ids, by who carries them.
     *
     * @param device ids of device events, one each
     * @param calls ids of runtime calls
     * @param operators ids of operators that are their own launch
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    public record CorrelationIds(long[] device, long[] calls, long[] operators) {}
}
