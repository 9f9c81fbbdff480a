package io.tracemill.cli.report;

import io.tracemill.cli.report.sheet.AvroFields;
import io.tracemill.cli.report.sheet.Layout;
import io.tracemill.cli.report.sheet.Named;
import io.tracemill.cli.report.sheet.Rest;
import io.tracemill.cli.report.sheet.Section;
import io.tracemill.cli.report.sheet.Sheet;
import io.tracemill.cli.report.sheet.SheetSchema;
import io.tracemill.cli.report.sheet.Unit;
import io.tracemill.schemas.HostActivity;
import io.tracemill.schemas.IdleCause;
import io.tracemill.schemas.IdlePart;
import io.tracemill.schemas.IdleStats;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Section on idle time by cause: what the host did while a device was idle, and where. One line for each name, as there
 * are many places; it names the place of at least half of its time.
 */
final class IdleCauseSection implements Section<TraceReport> {

    private static final Layout<Part> LAYOUT = Layout.rows(
                    "idle_causes",
                    "Idle by cause",
                    AvroFields.of(IdleStats.getClassSchema(), Part::stats)
                            .without(TraceFields.REPEATED)
                            .named("device", part -> Labels.device(part.stats.getDevice()))
                            .named("step", part -> Labels.step(part.stats.getStep()))
                            .named("part", part -> IdleLabels.part(part.stats.getPart()))
                            .named("class", Part::activity)
                            .names("name", "place")
                            .with(
                                    "share_pct",
                                    Unit.PERCENT,
                                    "`idle_ns` in percent of the idle time of the device in the step.",
                                    Part::percent))
            .about("what the host did while the device had nothing to do, and where at least half of it")
            .key("device", "device")
            .key("step", "step")
            .main("idle_ns", "idle")
            .bar("share_pct", "share")
            .main("class", "cause")
            .main("name", "name")
            .side("place", "in")
            .side("part", "when")
            .details()
            .build();

    /**
     * Part of the idle time of a device.
     *
     * @param wholeNs idle time of the device in the window, in ns
     */
    private record Part(IdleStats stats, long wholeNs) {

        Named activity() {
            return IdleLabels.activity(stats.getCause(), stats.getClass$());
        }

        @Nullable
        Double percent() {
            return Percent.of(stats.getIdleNs(), wholeNs);
        }
    }

    /** What one line is about: all places of one name. */
    private record Line(
            Window window,
            IdlePart part,
            @Nullable IdleCause cause,
            HostActivity activity,
            @Nullable String name) {

        static Line of(IdleStats row) {
            return new Line(Window.of(row), row.getPart(), row.getCause(), row.getClass$(), row.getName());
        }
    }

    /** Rows of one name added up, largest first within their windows. */
    private static List<IdleStats> byName(List<IdleStats> rows) {
        Map<Line, List<IdleStats>> lines =
                rows.stream().collect(Collectors.groupingBy(Line::of, LinkedHashMap::new, Collectors.toList()));
        return lines.values().stream()
                .map(IdleCauseSection::sum)
                .sorted(Comparator.comparingLong(IdleStats::getIdleNs).reversed())
                .toList();
    }

    private static IdleStats sum(List<IdleStats> ofOneName) {
        IdleStats largest = Collections.max(ofOneName, Comparator.comparingLong(IdleStats::getIdleNs));
        IdleStats sum = IdleStats.newBuilder(largest).build();
        sum.setIdleNs(ofOneName.stream().mapToLong(IdleStats::getIdleNs).sum());
        sum.setCount(ofOneName.stream().mapToLong(IdleStats::getCount).sum());
        if (largest.getIdleNs() < sum.getIdleNs() - largest.getIdleNs()) {
            sum.setPlace(null);
        }
        return sum;
    }

    private record Window(@Nullable String device, @Nullable Integer step) {
        static Window of(IdleStats row) {
            return new Window(row.getDevice(), row.getStep());
        }
    }

    @Override
    public SheetSchema schema() {
        return LAYOUT.schema();
    }

    @Override
    public Sheet sheet(TraceReport report, int top) {
        Map<Window, Long> wholes = new HashMap<>();
        report.idle().forEach(row -> wholes.merge(Window.of(row), row.getIdleNs(), Long::sum));
        List<Part> parts = byName(report.idle()).stream()
                .map(row -> new Part(row, wholes.getOrDefault(Window.of(row), 0L)))
                .toList();
        Map<Window, Integer> counts = new HashMap<>();
        List<Part> shown = parts.stream()
                .filter(part ->
                        part.stats.getStep() == null && counts.merge(Window.of(part.stats), 1, Integer::sum) <= top)
                .toList();
        long whole = parts.stream().filter(part -> part.stats.getStep() == null).count();
        int most = counts.values().stream().mapToInt(Integer::intValue).max().orElse(0);
        return LAYOUT.sheet(parts)
                .showing(shown)
                .rest(new Rest(whole - shown.size(), "causes", Optional.of(most)))
                .build();
    }
}
