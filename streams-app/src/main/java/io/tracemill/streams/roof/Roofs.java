package io.tracemill.streams.roof;

import io.tracemill.schemas.ComputeUnit;
import io.tracemill.schemas.DevicePeak;
import io.tracemill.schemas.TraceHeader;
import io.tracemill.streams.trace.SymbolTable;
import io.tracemill.streams.trace.Symbols;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Roofs of the devices of a trace, whose header names their models or tells their peaks. */
public final class Roofs {

    private final PeakTable table;
    private final SymbolTable devices;
    private final Map<Integer, Roof> byDevice = new HashMap<>();
    private final Map<String, Peaks> told = new HashMap<>();
    private @Nullable TraceHeader header;

    /** Creates the roofs of the devices of a trace, with peaks from a table. */
    public Roofs(PeakTable table, Symbols symbols) {
        this.table = table;
        this.devices = symbols.devices();
    }

    /** Reads the header of the trace; null is none. */
    public void read(@Nullable TraceHeader of) {
        if (of != null) {
            header = of;
            byDevice.clear();
            told.clear();
            told.putAll(peaks(of));
        }
    }

    private static Map<String, Peaks> peaks(TraceHeader header) {
        Map<String, Map<ComputeUnit, Double>> units = new HashMap<>();
        for (DevicePeak peak : header.getDevicePeaks()) {
            units.computeIfAbsent(peak.getDevice(), device -> new EnumMap<>(ComputeUnit.class))
                    .put(peak.getUnit(), peak.getFlopsPerSecond());
        }
        Map<String, Peaks> peaks = new HashMap<>();
        units.forEach((device, flops) -> peaks.put(device, new Peaks(null, flops, null)));
        return peaks;
    }

    /** Roof of a device; of nothing if its peaks are unknown. */
    public Roof of(int device) {
        return byDevice.computeIfAbsent(device, id -> new Roof(table, recorded(devices.symbol(id))));
    }

    private RecordedDevice recorded(String device) {
        return header == null
                ? new RecordedDevice(null, null, null)
                : new RecordedDevice(
                        ofDevice(header.getDeviceNames(), device),
                        ofDevice(header.getDeviceMemoryBytes(), device),
                        ofDevice(told, device));
    }

    /**
     * Property of a device; that of all devices if the file does not list this one, as where a process sees some of
     * them by other numbers. Null if they differ, and if there is none.
     */
    private static <V> @Nullable V ofDevice(Map<String, V> property, String device) {
        @Nullable V own = property.get(device);
        Set<V> all = Set.copyOf(property.values());
        return own == null && all.size() == 1 ? all.iterator().next() : own;
    }
}
