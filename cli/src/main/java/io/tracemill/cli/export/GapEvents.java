package io.tracemill.cli.export;

import io.tracemill.cli.query.SqlCursor;
import io.tracemill.cli.query.TraceRows;
import io.tracemill.cli.report.IdleLabels;
import io.tracemill.schemas.DeviceStats;
import io.tracemill.schemas.Gap;
import io.tracemill.schemas.GapCause;
import io.tracemill.storage.rows.SpanConditions;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Gaps of the devices as events. The longest gaps of each window are named by their cause, as the archive has it. The
 * others follow from the device events, and are named by the part of them that is longest: before, during or after the
 * launch call of the event that ended them.
 */
final class GapEvents {

    private final Cut cut;
    private final DeviceTracks tracks;
    private final EventWriter out;
    private final Map<Key, Gap> longest = new HashMap<>();
    private final Map<String, Progress> devices = new HashMap<>();
    private long gaps;

    GapEvents(Cut cut, DeviceTracks tracks, EventWriter out) {
        this.cut = cut;
        this.tracks = tracks;
        this.out = out;
    }

    /** A gap by its device and its start. */
    private record Key(@Nullable String device, long startNanos) {}

    /** A device and the end of its latest event. */
    private static final class Progress {
        private final @Nullable String device;
        private long busyUntil;

        Progress(@Nullable String device, long busyUntil) {
            this.device = device;
            this.busyUntil = busyUntil;
        }
    }

    /**
     * Writes the gaps of a cut.
     *
     * @param complete whether all device events of the trace are in the archive; otherwise only the longest gaps are
     *     known
     */
    void write(TraceRows rows, List<DeviceStats> windows, boolean complete) throws IOException {
        for (DeviceStats window : windows) {
            window.getGaps().forEach(gap -> longest.put(new Key(window.getDevice(), gap.getStartNs()), gap));
        }
        if (complete) {
            rows.each(
                    "device, name, start_ns, end_ns, launch_start_ns, launch_ns",
                    "spans",
                    SpanConditions.ON_DEVICE,
                    List.of(),
                    this::advance);
        } else {
            for (Map.Entry<Key, Gap> gap : longest.entrySet()) {
                known(gap.getKey(), gap.getValue());
            }
        }
    }

    long gaps() {
        return gaps;
    }

    private void advance(SqlCursor event) throws IOException {
        @Nullable String device = event.text("device");
        long start = event.number("start_ns", 0);
        Progress progress = devices.computeIfAbsent(device == null ? "" : device, key -> new Progress(device, start));
        if (progress.busyUntil < start && cut.has(progress.busyUntil, start)) {
            Key key = new Key(progress.device, progress.busyUntil);
            @Nullable Gap gap = longest.get(key);
            if (gap == null) {
                unknown(key, event, start);
            } else {
                known(key, gap);
            }
        }
        progress.busyUntil = Math.max(progress.busyUntil, event.number("end_ns", start));
    }

    private void known(Key key, Gap gap) throws IOException {
        long end = gap.getStartNs() + gap.getDurationNs();
        String name = gap.getCauses().stream()
                .findFirst()
                .map(IdleLabels::of)
                .orElseGet(() -> name(gap.getHostNs(), gap.getLaunchNs(), gap.getDeviceNs()));
        if (cut.has(gap.getStartNs(), end) && begin(name, key, end)) {
            next(gap.getNext(), key, end);
            out.arguments().writeArrayFieldStart("causes");
            for (GapCause cause : gap.getCauses()) {
                out.arguments().writeStartObject();
                out.arguments().writeStringField("part", cause.getPart().name());
                out.arguments().writeStringField("cause", IdleLabels.of(cause));
                if (cause.getPlace() != null) {
                    out.arguments().writeStringField("place", cause.getPlace());
                }
                out.arguments().writeNumberField("idle_ns", cause.getIdleNs());
                out.arguments().writeEndObject();
            }
            out.arguments().writeEndArray();
            out.endArguments();
        }
    }

    private void unknown(Key key, SqlCursor event, long end) throws IOException {
        if (begin(name(key.startNanos(), end, event), key, end)) {
            String next = event.text("name");
            next(next == null ? "" : next, key, end);
            out.endArguments();
        }
    }

    private static String name(long start, long end, SqlCursor event) throws IOException {
        if (!event.has("launch_start_ns")) {
            return name(0, 0, 0);
        }
        long launch = event.number("launch_start_ns", 0);
        long launched = launch + event.number("launch_ns", 0);
        long host = Math.max(0, Math.min(launch, end) - start);
        long device = Math.max(0, end - Math.max(launched, start));
        return name(host, end - start - host - device, device);
    }

    private boolean begin(String name, Key key, long end) throws IOException {
        DeviceTracks.Found on = tracks.of(key.device());
        if (on == null) {
            return false;
        }
        long from = cut.nearest(key.startNanos());
        out.complete(name, DeviceTracks.CATEGORY, on.gaps(), from, cut.nearest(end) - from);
        gaps++;
        return true;
    }

    private void next(String name, Key key, long end) throws IOException {
        out.arguments().writeStringField("next", name);
        out.arguments().writeNumberField("idle_ns", end - key.startNanos());
    }

    /** Name of a gap by its longest part. */
    private static String name(long host, long launch, long device) {
        if (host + launch + device == 0) {
            return "launch unknown";
        }
        return host >= launch && host >= device
                ? "before the launch call"
                : launch >= device ? "during the launch call" : "after the launch call";
    }
}
