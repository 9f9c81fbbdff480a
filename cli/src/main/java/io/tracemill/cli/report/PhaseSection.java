package io.tracemill.cli.report;

import io.tracemill.cli.report.sheet.AvroFields;
import io.tracemill.cli.report.sheet.Layout;
import io.tracemill.cli.report.sheet.Named;
import io.tracemill.cli.report.sheet.Section;
import io.tracemill.cli.report.sheet.Sheet;
import io.tracemill.cli.report.sheet.SheetSchema;
import io.tracemill.cli.report.sheet.Unit;
import io.tracemill.schemas.Phase;
import io.tracemill.schemas.PhaseStats;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Section on phases: time of the devices and of the host in the phases of a training or an inference. */
final class PhaseSection implements Section<TraceReport> {

    /** Phases of which no frame of the host tells. */
    private static final Set<Phase> UNTOLD = EnumSet.of(Phase.OTHER, Phase.NO_LAUNCH);

    private static final Layout<Part> LAYOUT = Layout.rows(
                    "phases",
                    "Phases",
                    AvroFields.of(PhaseStats.getClassSchema(), Part::stats)
                            .without(TraceFields.REPEATED)
                            .named("device", Part::deviceOrHost)
                            .named("step", part -> Labels.step(part.stats.getStep()))
                            .named("phase", part -> Labels.phase(part.stats.getPhase()))
                            .with(
                                    "share_pct",
                                    Unit.PERCENT,
                                    "Its time in percent of all phases of the device, or of the host, in the step.",
                                    Part::percent))
            .about("device time counts for the phase of its launch, host time for all threads together")
            .key("device", "device")
            .key("step", "step")
            .key("phase", "phase")
            .main("device_ns", "on device")
            .main("host_ns", "on host")
            .bar("share_pct", "share")
            .main("communication_ns", "communication")
            .build();

    /**
     * Phase of a device or of the host.
     *
     * @param wholeNs time of all phases together, in ns
     */
    private record Part(PhaseStats stats, long wholeNs) {

        Named deviceOrHost() {
            return stats.getHostNs() == null ? Labels.device(stats.getDevice()) : Labels.deviceOrHost(null);
        }

        @Nullable
        Double percent() {
            return Percent.of(ns(stats), wholeNs);
        }
    }

    @Override
    public SheetSchema schema() {
        return LAYOUT.schema();
    }

    @Override
    public Sheet sheet(TraceReport report, int top) {
        Map<List<Object>, Long> wholes = new HashMap<>();
        report.phases().forEach(row -> wholes.merge(whole(row), ns(row), Long::sum));
        List<Part> parts = new ArrayList<>();
        report.phases().forEach(row -> parts.add(new Part(row, wholes.getOrDefault(whole(row), 0L))));
        boolean told = report.phases().stream().anyMatch(row -> !UNTOLD.contains(row.getPhase()));
        return LAYOUT.sheet(parts)
                .showing(parts.stream()
                        .filter(part -> told && part.stats.getStep() == null)
                        .toList())
                .build();
    }

    /** What a row is a part of: a device or the host, and a step. */
    private static List<Object> whole(PhaseStats row) {
        return List.of(
                row.getHostNs() == null, Optional.ofNullable(row.getDevice()), Optional.ofNullable(row.getStep()));
    }

    /** Time of a phase, on its device or on the host, in ns. */
    static long ns(PhaseStats row) {
        @Nullable Long device = row.getDeviceNs();
        @Nullable Long host = row.getHostNs();
        return device != null ? device : host != null ? host : 0;
    }
}
