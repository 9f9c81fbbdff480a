package io.tracemill.streams.rollup;

import io.tracemill.schemas.IngestTotals;
import io.tracemill.schemas.TraceHeader;
import io.tracemill.schemas.TraceInfo;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Records of a finished trace: rows of any type that has a topic, and the trace itself. */
public final class TraceRows {

    private final TraceInfo info;
    private final Map<Class<?>, List<SpecificRecord>> byType = new LinkedHashMap<>();
    private HostWindow host = new HostWindow(0, 0);

    /**
     * Activity of the host, for the confidence in a bottleneck.
     *
     * @param durationNanos time from the first start of a host call to the last end, in ns
     * @param emptyGraphLaunches number of graph launches without device events
     */
    public record HostWindow(long durationNanos, long emptyGraphLaunches) {}

    /** Creates an empty list of records for a trace. */
    public TraceRows(TraceInfo info) {
        this.info = info;
    }

    /** Record of the trace. {@link SpanCounts} sets its counts. */
    public TraceInfo info() {
        return info;
    }

    /** Adds a record for the topic of its type, after earlier records of that type. */
    public void emit(SpecificRecord record) {
        byType.computeIfAbsent(record.getClass(), type -> new ArrayList<>()).add(record);
    }

    /** Removes the records of one type. */
    public void withdraw(Class<? extends SpecificRecord> type) {
        byType.remove(type);
    }

    /** Records of one type so far. */
    @SuppressWarnings("unchecked") // they are kept by their type
    public <T extends SpecificRecord> List<T> of(Class<T> type) {
        return (List<T>) Collections.unmodifiableList(byType.getOrDefault(type, List.of()));
    }

    /** All records by type, in the order in which the types first occurred. */
    public List<SpecificRecord> records() {
        return byType.values().stream().flatMap(List::stream).toList();
    }

    /** Number of events that ingest set aside because their times cannot be right. */
    public long implausibleEvents() {
        @Nullable IngestTotals totals = info.getTotals();
        return totals == null
                ? 0
                : totals.getImplausible().values().stream()
                        .mapToLong(Long::longValue)
                        .sum();
    }

    /** Activity of the host. */
    public HostWindow host() {
        return host;
    }

    void host(HostWindow window) {
        host = window;
    }

    /** Model name of a device; null if the file has none. */
    public @Nullable String deviceName(@Nullable String device) {
        @Nullable TraceHeader header = info.getHeader();
        return header == null || device == null ? null : header.getDeviceNames().get(device);
    }
}
