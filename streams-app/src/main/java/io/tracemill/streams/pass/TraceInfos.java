package io.tracemill.streams.pass;

import io.tracemill.schemas.AvroSerde;
import io.tracemill.schemas.DateSource;
import io.tracemill.schemas.EventKind;
import io.tracemill.schemas.IngestTotals;
import io.tracemill.schemas.TraceEventBatch;
import io.tracemill.schemas.TraceHeader;
import io.tracemill.schemas.TraceInfo;
import io.tracemill.schemas.TraceState;
import io.tracemill.streams.state.PassCursor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Records of a trace: at its start, and without the metadata that makes it too large. Also the comparison of its totals
 * with the events received.
 */
public final class TraceInfos {

    private TraceInfos() {}

    /** Whether the times of a trace are those of a clock. */
    static boolean hasTimesOfAClock(TraceHeader header) {
        return header.getDateSource() == DateSource.EVENTS && header.getFirstNs() <= header.getLastNs();
    }

    /** Record of a trace with no counts yet. */
    static TraceInfo running(TraceEventBatch batch) {
        TraceInfo info = unknown(batch.getTraceId());
        info.setRun(batch.getRun());
        info.setDate(batch.getDate());
        info.setNode(batch.getNode());
        info.setRank(batch.getRank());
        info.setPlan(batch.getPlan());
        return info;
    }

    /** Record of a trace of which only the id is known. */
    static TraceInfo unknown(String trace) {
        return TraceInfo.newBuilder()
                .setTraceId(trace)
                .setRun("unknown")
                .setDate("1970-01-01")
                .setState(TraceState.RUNNING)
                .setPlan("")
                .setDevices(new ArrayList<>())
                .setBatches(0)
                .setEvents(0)
                .setDropped(new TreeMap<>())
                .setSpans(0)
                .setSpansWritten(0)
                .setKinds(new TreeMap<>())
                .setDeviceEvents(0)
                .setLinked(0)
                .setUnlinkedNoLaunch(0)
                .setUnlinkedNoOwner(0)
                .setDeviceEventsNs(0)
                .setUnlinkedNs(0)
                .setEvictedLaunches(0)
                .setFoldedNames(0)
                .setFolded(new TreeMap<>())
                .build();
    }

    /**
     * Copy of a trace without the metadata of its file on devices, processes, threads and the run. An entry gives the
     * size of the metadata left out, in bytes.
     */
    public static TraceInfo withoutMetadata(TraceInfo trace) {
        TraceInfo smaller = TraceInfo.newBuilder(trace).build();
        @Nullable TraceHeader header = smaller.getHeader();
        if (header != null) {
            int bytes = AvroSerde.of(TraceHeader.class).encode(header).length;
            header.setDeviceNames(Map.of());
            header.setProcessNames(Map.of());
            header.setThreadNames(Map.of());
            header.setMetadata(Map.of("tracemill_header_left_out_bytes", Integer.toString(bytes)));
        }
        return smaller;
    }

    /** Differences between the totals of ingest and the events received, one line each. */
    static List<String> mismatches(@Nullable IngestTotals totals, PassCursor received) {
        List<String> lines = new ArrayList<>();
        if (totals == null) {
            return lines;
        }
        if (totals.getPublished() != received.getEvents()) {
            lines.add("ingest published " + totals.getPublished() + " events but " + received.getEvents()
                    + " were received");
        }
        for (EventKind kind : EventKind.values()) {
            long published = totals.getKinds().getOrDefault(kind.name(), 0L);
            long came = received.getReceivedKinds().getOrDefault(kind.name(), 0L);
            if (published != came) {
                lines.add("ingest published " + published + " of kind " + kind + " but " + came + " were received");
            }
        }
        return lines;
    }
}
