package io.tracemill.cli.page.picture;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tracemill.schemas.DeviceStats;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Pictures of a trace: of each device its time in bins, its steps, and the events of some of them; memory over time;
 * time in modules.
 */
public final class Picture {

    private final long origin;
    private final long length;
    private final List<OfDevice> devices;
    private final List<MemoryCurve> memory;
    private final ModuleTimes modules;

    /**
     * Picture of a device.
     *
     * @param bins its time; null if not all its events are in the archive
     * @param windows its steps, in order
     * @param steps the steps with events
     */
    record OfDevice(
            @Nullable String device,
            @Nullable String name,
            @Nullable Bins bins,
            List<DeviceStats> windows,
            List<StepPicture> steps) {}

    Picture(long origin, long length, List<OfDevice> devices, List<MemoryCurve> memory, ModuleTimes modules) {
        this.origin = origin;
        this.length = length;
        this.devices = List.copyOf(devices);
        this.memory = List.copyOf(memory);
        this.modules = modules;
    }

    /** Whether any step has more single events than this. */
    public boolean hasMore(int most) {
        return devices.stream().flatMap(device -> device.steps().stream()).anyMatch(step -> step.hasMore(most));
    }

    /**
     * Writes it as an object.
     *
     * @param most most single events of a step; steps and modules are left out if it is 0
     */
    public void write(int most, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("origin_ns", Long.toString(origin));
        json.writeNumberField("length_ns", length);
        json.writeArrayFieldStart("devices");
        for (OfDevice device : devices) {
            write(device, most, json);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("memory");
        for (MemoryCurve curve : memory) {
            curve.write(origin, json);
        }
        json.writeEndArray();
        if (most > 0) {
            modules.write(json);
        }
        json.writeEndObject();
    }

    private void write(OfDevice device, int most, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("device", device.device());
        json.writeStringField("name", device.name());
        json.writeFieldName("bins");
        if (device.bins() == null) {
            json.writeNull();
        } else {
            device.bins().write(origin, json);
        }
        json.writeObjectFieldStart("windows");
        Columns.numbers("step", device.windows(), row -> row.getStep() == null ? 0 : row.getStep(), json);
        Columns.numbers("start_ns", device.windows(), row -> row.getStartNs() - origin, json);
        Columns.numbers("total_ns", device.windows(), DeviceStats::getTotalNs, json);
        Columns.numbers("truncated", device.windows(), row -> row.getTruncated() ? 1 : 0, json);
        json.writeEndObject();
        json.writeArrayFieldStart("steps");
        if (most > 0) {
            for (StepPicture step : device.steps()) {
                step.write(origin, most, json);
            }
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
