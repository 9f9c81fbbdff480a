package io.tracemill.streams.classify;

import io.tracemill.schemas.IngestTotals;
import io.tracemill.schemas.TraceInfo;
import io.tracemill.schemas.TraceState;
import java.util.List;
import java.util.Map;

/** Trace of which nothing was counted, for rows that a test puts together. */
public final class EmptyTrace {

    private EmptyTrace() {}

    public static TraceInfo info() {
        return TraceInfo.newBuilder()
                .setTraceId("t")
                .setRun("run")
                .setDate("2026-01-01")
                .setState(TraceState.RUNNING)
                .setPlan("plan")
                .setTotals(IngestTotals.newBuilder()
                        .setBytesRead(0)
                        .setEventsRead(0)
                        .setPublished(0)
                        .setFiltered(Map.of())
                        .setMerged(Map.of())
                        .setRejected(Map.of())
                        .setKinds(Map.of())
                        .setTruncated(false)
                        .build())
                .setDevices(List.of("0"))
                .setBatches(1)
                .setEvents(0)
                .setDropped(Map.of())
                .setSpans(0)
                .setSpansWritten(0)
                .setKinds(Map.of())
                .setDeviceEvents(0)
                .setLinked(0)
                .setUnlinkedNoLaunch(0)
                .setUnlinkedNoOwner(0)
                .setDeviceEventsNs(0)
                .setUnlinkedNs(0)
                .setEvictedLaunches(0)
                .setFoldedNames(0)
                .build();
    }
}
