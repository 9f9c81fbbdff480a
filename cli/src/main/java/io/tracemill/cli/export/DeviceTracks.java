package io.tracemill.cli.export;

import io.tracemill.schemas.DeviceStats;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Tracks of each device of a trace for what Tracemill found. */
final class DeviceTracks {

    /** Category of the events on them. */
    static final String CATEGORY = "tracemill";

    private final Map<String, Found> devices = new TreeMap<>();

    /** Tracks of one device. */
    record Found(Track steps, Track verdict, Track gaps) {}

    DeviceTracks(List<DeviceStats> windows, Tracks tracks) {
        windows.forEach(window -> devices.put(key(window.getDevice()), new Found(NONE, NONE, NONE)));
        devices.replaceAll((device, none) -> {
            String process = "Tracemill: " + tracks.device(device);
            return new Found(tracks.own(process, "steps"), tracks.own(process, "verdict"), tracks.own(process, "gaps"));
        });
    }

    private static final Track NONE = new Track(0, 0);

    private static String key(@Nullable String device) {
        return device == null ? "" : device;
    }

    /** Tracks of a device; null if it has no rows. */
    @Nullable
    Found of(@Nullable String device) {
        return devices.get(key(device));
    }
}
