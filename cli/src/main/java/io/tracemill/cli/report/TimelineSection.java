package io.tracemill.cli.report;

import io.tracemill.cli.report.sheet.Layout;
import io.tracemill.cli.report.sheet.Named;
import io.tracemill.cli.report.sheet.Rest;
import io.tracemill.cli.report.sheet.Section;
import io.tracemill.cli.report.sheet.Sheet;
import io.tracemill.cli.report.sheet.SheetSchema;
import io.tracemill.cli.report.sheet.Unit;
import io.tracemill.schemas.Bottleneck;
import io.tracemill.schemas.DeviceStats;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Section on the timeline: how each device spent its time, over the whole trace and in each step. */
final class TimelineSection implements Section<TraceReport> {

    private static final Layout<Window> LAYOUT = Layout.rows(
                    "timeline",
                    "Timeline",
                    DeviceFields.ALL
                            .of(Window::stats)
                            .with(
                                    "bottleneck",
                                    Unit.TEXT,
                                    "What the device is bound by; see `bottlenecks`.",
                                    Window::bound))
            .about("communication and copies: what computing does not hide")
            .key("device", "device")
            .key("step", "step")
            .main("total_ns", "window")
            .main("computing_pct", "computing")
            .main("exposed_communication_pct", "comm.")
            .main("exposed_memcpy_pct", "copies")
            .main("idle_pct", "idle")
            .side("overlap_pct", "overlap")
            .side("pattern", "pattern")
            .main("bottleneck", "bound by")
            .details()
            .mark("truncated", List.of("step"), "the end of the trace cuts this step")
            .build();

    /**
     * Window of a device: the whole trace or a step.
     *
     * @param bottleneck bottleneck in the window, if known
     */
    private record Window(DeviceStats stats, @Nullable Bottleneck bottleneck) {

        @Nullable
        Named bound() {
            return bottleneck == null ? null : Labels.bottleneck(bottleneck.getBottleneck());
        }
    }

    /** Key of a window. */
    private record Key(@Nullable String device, @Nullable Integer step) {}

    @Override
    public SheetSchema schema() {
        return LAYOUT.schema();
    }

    @Override
    public Sheet sheet(TraceReport report, int top) {
        Map<Key, Bottleneck> bottlenecks = new HashMap<>();
        report.bottlenecks().forEach(row -> bottlenecks.put(new Key(row.getDevice(), row.getStep()), row));
        List<Window> rows = report.devices().stream()
                .map(row -> new Window(row, bottlenecks.get(new Key(row.getDevice(), row.getStep()))))
                .toList();
        List<Window> shown = shown(rows, Window::stats, top);
        return LAYOUT.sheet(rows)
                .showing(shown)
                .rest(new Rest(rows.size() - shown.size(), "steps", Optional.of(mostSteps(report.devices()))))
                .build();
    }

    /** Rows shown at first: the whole trace and the first steps of each device. */
    static <R> List<R> shown(List<R> rows, Function<R, DeviceStats> stats, int top) {
        Map<Key, Integer> steps = new HashMap<>();
        return rows.stream()
                .filter(row -> {
                    DeviceStats of = stats.apply(row);
                    return of.getStep() == null || steps.merge(new Key(of.getDevice(), null), 1, Integer::sum) <= top;
                })
                .toList();
    }

    private static int mostSteps(List<DeviceStats> rows) {
        Map<Key, Integer> steps = new HashMap<>();
        rows.stream()
                .filter(row -> row.getStep() != null)
                .forEach(row -> steps.merge(new Key(row.getDevice(), null), 1, Integer::sum));
        return steps.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    }
}
