package io.tracemill.cli.live;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tracemill.schemas.DeviceHealth;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The last minutes of devices and nodes: the last one as a row, and an hour of some quantities for pictures. */
final class LiveDevices {

    /** Quantities that pictures show. */
    static final List<String> LANES = List.of("hw.gpu.clock", "hw.power", "hw.temperature", "hw.gpu.utilization");

    /** Minutes that are kept. */
    static final int MINUTES = 60;

    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final long MINUTE_NANOS = 60_000_000_000L;

    private final LiveTable rows;
    private final Map<String, Minutes> devices;

    LiveDevices(LiveTable rows, int most) {
        this.rows = rows;
        this.devices = new NewestMap<>(most);
    }

    /** What is kept of a device, or of a node if the device is null. Minutes count from the epoch. */
    private static final class Minutes {

        final String node;
        final @Nullable String device;
        final long[] minutes = new long[MINUTES];
        final float[][] means = new float[LANES.size()][MINUTES];
        long last = Long.MIN_VALUE;

        Minutes(String node, @Nullable String device) {
            this.node = node;
            this.device = device;
        }

        /** Takes a mean; false if the minute is too old. */
        boolean note(long minute, int lane, @Nullable Double mean) {
            int place = (int) Math.floorMod(minute, (long) MINUTES);
            if (minute < minutes[place]) {
                return false;
            }
            if (minute > minutes[place]) {
                minutes[place] = minute;
                for (float[] values : means) {
                    values[place] = Float.NaN;
                }
            }
            last = Math.max(last, minute);
            if (lane >= 0 && mean != null) {
                means[lane][place] = mean.floatValue();
            }
            return true;
        }

        /** The newest value of a lane within the last ten minutes. */
        float newest(int lane) {
            for (long minute = last; minute > last - 10; minute--) {
                int place = (int) Math.floorMod(minute, (long) MINUTES);
                if (minutes[place] == minute && !Float.isNaN(means[lane][place])) {
                    return means[lane][place];
                }
            }
            return Float.NaN;
        }
    }

    /** Takes a quantity of a minute. */
    void note(DeviceHealth health) {
        String key = key(health.getNode(), health.getDevice());
        Minutes device = devices.computeIfAbsent(key, name -> new Minutes(health.getNode(), health.getDevice()));
        long minute = Math.floorDiv(health.getStartNs(), MINUTE_NANOS);
        if (device.note(minute, LANES.indexOf(health.getQuantity()), health.getMean())) {
            rows.put(key, row(device));
        }
    }

    /** Key of a device; of its node if it is null. */
    static String key(String node, @Nullable String device) {
        return device == null ? node : node + "/" + device;
    }

    private static String row(Minutes device) {
        return LiveJson.row(row -> {
            row.add("node", device.node)
                    .add("device", device.device)
                    .add("time_ms", (device.last + 1) * (MINUTE_NANOS / NANOS_PER_MILLI));
            for (int lane = 0; lane < LANES.size(); lane++) {
                float value = device.newest(lane);
                if (!Float.isNaN(value)) {
                    row.add(LANES.get(lane), (double) value);
                }
            }
        });
    }

    /** Whether anything is known of a device. */
    boolean isKnown(String key) {
        return devices.containsKey(key);
    }

    /** Writes the last hour of a device, if anything is known: its end, and sixty means of each
     * quantity. */
    void writeHour(String key, JsonGenerator json) throws IOException {
        Minutes device = devices.get(key);
        json.writeStartObject();
        if (device != null) {
            json.writeNumberField("end_ms", (device.last + 1) * (MINUTE_NANOS / NANOS_PER_MILLI));
            for (int lane = 0; lane < LANES.size(); lane++) {
                json.writeArrayFieldStart(LANES.get(lane));
                for (long minute = device.last - MINUTES + 1; minute <= device.last; minute++) {
                    int place = (int) Math.floorMod(minute, (long) MINUTES);
                    float value = device.minutes[place] == minute ? device.means[lane][place] : Float.NaN;
                    if (Float.isNaN(value)) {
                        json.writeNull();
                    } else {
                        json.writeNumber(value);
                    }
                }
                json.writeEndArray();
            }
        }
        json.writeEndObject();
    }
}
