package io.tracemill.streams.pass;

import io.tracemill.schemas.DateSource;
import io.tracemill.schemas.IngestTotals;
import io.tracemill.schemas.TraceEvent;
import io.tracemill.schemas.TraceHeader;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the batches of a small trace say beside its events. */
final class TestFrame {

    private TestFrame() {}

    static TraceHeader header(String trace) {
        return TraceHeader.newBuilder()
                .setSource(trace + ".json")
                .setDialect("kineto")
                .setFirstNs(0)
                .setLastNs(0)
                .setDateSource(DateSource.EVENTS)
                .setDeviceNames(Map.of("0", "H100"))
                .setProcessNames(Map.of())
                .setThreadNames(Map.of())
                .setMetadata(Map.of())
                .build();
    }

    static IngestTotals totals(List<TraceEvent> events) {
        Map<String, Long> kinds = new TreeMap<>();
        events.forEach(event -> kinds.merge(event.getKind().name(), 1L, Long::sum));
        return IngestTotals.newBuilder()
                .setBytesRead(1)
                .setEventsRead(events.size())
                .setPublished(events.size())
                .setFiltered(Map.of())
                .setMerged(Map.of())
                .setRejected(Map.of())
                .setKinds(kinds)
                .build();
    }
}
