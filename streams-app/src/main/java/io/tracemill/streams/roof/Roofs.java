package io.tracemill.streams.roof;

import io.tracemill.schemas.TraceHeader;
import io.tracemill.streams.trace.SymbolTable;
import io.tracemill.streams.trace.Symbols;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Roofs of the devices of a trace, whose header names their models. */
public final class Roofs {

    private final List<DevicePeaks> models;
    private final SymbolTable devices;
    private final Map<Integer, Roof> byDevice = new HashMap<>();
    private @Nullable TraceHeader header;

    /**
     * Creates the roofs of the devices of a trace.
     *
     * @param models peaks of models; the first that fits a device counts
     */
    public Roofs(List<DevicePeaks> models, Symbols symbols) {
        this.models = models;
        this.devices = symbols.devices();
    }

    /** Reads the header of the trace; null is none. */
    public void read(@Nullable TraceHeader of) {
        if (of != null) {
            header = of;
            byDevice.clear();
        }
    }

    /** Roof of a device; of nothing if its peaks are unknown. */
    public Roof of(int device) {
        return byDevice.computeIfAbsent(device, id -> new Roof(peaks(devices.symbol(id))));
    }

    private @Nullable DevicePeaks peaks(String device) {
        if (header == null) {
            return null;
        }
        @Nullable String name = ofDevice(header.getDeviceNames(), device);
        @Nullable Long memory = ofDevice(header.getDeviceMemoryBytes(), device);
        return models.stream()
                .filter(model -> model.fits(name, memory))
                .findFirst()
                .orElse(null);
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
