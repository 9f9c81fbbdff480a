package io.tracemill.cli.export;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tracemill.cli.report.Labels;
import io.tracemill.schemas.Bottleneck;
import io.tracemill.schemas.BottleneckClass;
import io.tracemill.schemas.Cause;
import io.tracemill.schemas.DeviceStats;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Windows of devices as events: each step with the times of the device in it, and each verdict with its shares. */
final class WindowEvents {

    private final Cut cut;
    private final DeviceTracks tracks;
    private final EventWriter out;

    WindowEvents(Cut cut, DeviceTracks tracks, EventWriter out) {
        this.cut = cut;
        this.tracks = tracks;
        this.out = out;
    }

    /** Window of a device; the whole trace has no step. */
    private record Key(@Nullable String device, @Nullable Integer step) {}

    void write(List<DeviceStats> windows, List<Bottleneck> verdicts) throws IOException {
        Map<Key, Bottleneck> byWindow = new HashMap<>();
        verdicts.forEach(row -> byWindow.put(new Key(row.getDevice(), row.getStep()), row));
        for (DeviceStats window : windows) {
            DeviceTracks.Found on = tracks.of(window.getDevice());
            if (on == null || !cut.has(window.getStartNs(), window.getStartNs() + window.getTotalNs())) {
                continue;
            }
            @Nullable Integer step = window.getStep();
            if (step != null) {
                begin(step < 0 ? "before the first step" : "step " + step, on.steps(), window);
                times(window, out.arguments());
                out.endArguments();
            }
            Bottleneck verdict = byWindow.get(new Key(window.getDevice(), step));
            if (verdict != null) {
                begin(name(verdict), on.verdict(), window);
                shares(verdict, out.arguments());
                out.endArguments();
            }
        }
    }

    private void begin(String name, Track track, DeviceStats window) throws IOException {
        long from = cut.nearest(window.getStartNs());
        long to = cut.nearest(window.getStartNs() + window.getTotalNs());
        out.complete(name, DeviceTracks.CATEGORY, track, from, to - from);
    }

    private static String name(Bottleneck verdict) {
        String bound = Labels.bound(verdict.getBottleneck());
        String what = verdict.getBottleneck() == BottleneckClass.BALANCED ? bound : bound + "-bound";
        return verdict.getStep() == null ? "trace: " + what : what;
    }

    private static void times(DeviceStats window, JsonGenerator out) throws IOException {
        out.writeNumberField("total_ns", window.getTotalNs());
        out.writeNumberField("computing_ns", window.getComputingNs());
        out.writeNumberField("exposed_communication_ns", window.getExposedCommunicationNs());
        out.writeNumberField("exposed_memcpy_ns", window.getExposedMemcpyNs());
        out.writeNumberField("idle_ns", window.getIdleNs());
        out.writeBooleanField("truncated", window.getTruncated());
    }

    private static void shares(Bottleneck verdict, JsonGenerator out) throws IOException {
        out.writeStringField("bottleneck", verdict.getBottleneck().name());
        out.writeNumberField("computing_pct", verdict.getComputingPct());
        out.writeNumberField("memcpy_pct", verdict.getMemcpyPct());
        out.writeNumberField("communication_pct", verdict.getCommunicationPct());
        out.writeNumberField("idle_pct", verdict.getIdlePct());
        out.writeStringField("confidence", verdict.getConfidence().name());
        out.writeStringField("recommendation", verdict.getRecommendation());
        out.writeArrayFieldStart("causes");
        for (Cause cause : verdict.getCauses()) {
            out.writeStartObject();
            out.writeStringField("code", cause.getCode());
            if (cause.getName() != null) {
                out.writeStringField("name", cause.getName());
            }
            out.writeNumberField("share_pct", cause.getSharePct());
            out.writeEndObject();
        }
        out.writeEndArray();
    }
}
