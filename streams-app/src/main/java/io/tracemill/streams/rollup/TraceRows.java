package io.tracemill.streams.rollup;

import io.tracemill.schemas.TraceHeader;
import io.tracemill.schemas.TraceInfo;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** The records that a finished trace leaves: rows of any type that has a topic, and the trace itself. */
public final class TraceRows {

    private final TraceInfo info;
    private final Map<Class<?>, List<SpecificRecord>> byType = new LinkedHashMap<>();
    private HostWindow host = new HostWindow(0, 0);

    /**
     * What the host did, as far as a verdict needs it.
     *
     * @param durationNanos from the first start of a host call to the last end
     * @param emptyGraphLaunches graph launches without device events
     */
    public record HostWindow(long durationNanos, long emptyGraphLaunches) {}

    /** No rows yet, of the trace that the info is of. */
    public TraceRows(TraceInfo info) {
        this.info = info;
    }

    /** The trace; the census fills in its counts. */
    public TraceInfo info() {
        return info;
    }

    /** Adds a record, which goes to the topic of its type behind those of its type before. */
    public void emit(SpecificRecord record) {
        byType.computeIfAbsent(record.getClass(), type -> new ArrayList<>()).add(record);
    }

    /** The records of one type so far. */
    @SuppressWarnings("unchecked") // they are kept by their type
    public <T extends SpecificRecord> List<T> of(Class<T> type) {
        return (List<T>) Collections.unmodifiableList(byType.getOrDefault(type, List.of()));
    }

    /** All records, type by type; the type that came first goes first. */
    public List<SpecificRecord> records() {
        return byType.values().stream().flatMap(List::stream).toList();
    }

    /** What the host did. */
    public HostWindow host() {
        return host;
    }

    void host(HostWindow window) {
        host = window;
    }

    /** Model name of a device; null where the file gives none. */
    public @Nullable String deviceName(@Nullable String device) {
        @Nullable TraceHeader header = info.getHeader();
        return header == null || device == null ? null : header.getDeviceNames().get(device);
    }
}
