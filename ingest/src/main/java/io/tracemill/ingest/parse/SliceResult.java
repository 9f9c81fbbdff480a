package io.tracemill.ingest.parse;

import io.tracemill.ingest.pack.SortedBlock;
import io.tracemill.ingest.rank.FlowProcesses;
import io.tracemill.ingest.rank.WorkProcesses;
import io.tracemill.ingest.reject.Reject;
import io.tracemill.ingest.time.EventTimes;
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
 * @param work processes found so far that launch, and those of devices
 * @param flows redundant flows, if they are read
 * @param lanes what the slice says of processes and threads
 * @param telltales categories that may tell a dialect
 * @param telltaleProcesses ids of processes that may tell a dialect
 * @param collectiveStreams streams that carry collectives, as process/thread, of this slice
 * @param hasBackward whether any of its operators belongs to a backward pass
 * @param times starts and ends of its events
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
        WorkProcesses.Noted work,
        FlowProcesses.Points flows,
        List<NamedLane> lanes,
        Set<String> telltales,
        Set<String> telltaleProcesses,
        Set<String> collectiveStreams,
        boolean hasBackward,
        EventTimes times,
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
