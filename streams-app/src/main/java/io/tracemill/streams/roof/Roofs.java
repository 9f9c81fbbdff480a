package io.tracemill.streams.roof;

import io.tracemill.schemas.TraceHeader;
import io.tracemill.streams.trace.SymbolTable;
import io.tracemill.streams.trace.Symbols;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
        @Nullable String name = header.getDeviceNames().get(device);
        @Nullable Long memory = header.getDeviceMemoryBytes().get(device);
        return models.stream()
                .filter(model -> model.fits(name, memory))
                .findFirst()
                .orElse(null);
    }
}
