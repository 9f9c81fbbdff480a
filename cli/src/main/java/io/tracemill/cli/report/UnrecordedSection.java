package io.tracemill.cli.report;

import io.tracemill.cli.report.sheet.Fields;
import io.tracemill.cli.report.sheet.Layout;
import io.tracemill.cli.report.sheet.Section;
import io.tracemill.cli.report.sheet.Sheet;
import io.tracemill.cli.report.sheet.SheetSchema;
import io.tracemill.cli.report.sheet.Unit;
import io.tracemill.ingest.facts.RecordingOptions;
import io.tracemill.ingest.facts.RecordingOptions.Part;
import io.tracemill.schemas.TraceHeader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Section on what was not recorded: the option of the profiler that fills each empty part of the report. */
final class UnrecordedSection implements Section<TraceReport> {

    private static final Fields<Missing> FIELDS = Fields.<Missing>none()
            .with("part", Unit.TEXT, "Part of the report that is empty.", Missing::part)
            .with("option", Unit.TEXT, "What to tell the profiler to fill it.", Missing::option);

    private static final Layout<Missing> LAYOUT = Layout.rows("unrecorded", "Not recorded", FIELDS)
            .about("what the profiler can record besides")
            .key("part", "part")
            .main("option", "option")
            .build();

    private record Missing(String part, String option) {}

    @Override
    public SheetSchema schema() {
        return LAYOUT.schema();
    }

    @Override
    public Sheet sheet(TraceReport report, int top) {
        TraceHeader header = report.trace().getHeader();
        List<Missing> missing = new ArrayList<>();
        if (header != null && !report.devices().isEmpty()) {
            for (Part part : empty(report, header)) {
                RecordingOptions.of(header.getDialect(), part)
                        .filter(option -> !isSet(option, header))
                        .ifPresent(option -> missing.add(new Missing(part.name().toLowerCase(Locale.ROOT), option)));
            }
        }
        return LAYOUT.sheet(missing).build();
    }

    /** Whether the metadata of the file says that an option such as record_shapes=True was set. */
    private static boolean isSet(String option, TraceHeader header) {
        String value = header.getMetadata().get(option.replaceFirst("=.*", ""));
        return value != null && !value.matches("\"?(0|false|False)\"?");
    }

    private static List<Part> empty(TraceReport report, TraceHeader header) {
        List<Part> empty = new ArrayList<>();
        if (report.shapes().isEmpty()) {
            empty.add(Part.SHAPES);
        }
        if (report.modules().isEmpty()) {
            empty.add(Part.MODULES);
        }
        if (report.memory().devices().isEmpty()) {
            empty.add(Part.MEMORY);
        }
        if (report.kernels().stream().allMatch(kernel -> kernel.getCounters() == null)) {
            empty.add(Part.COUNTERS);
        }
        if (report.devices().stream().allMatch(device -> device.getStep() == null)) {
            empty.add(Part.STEPS);
        }
        boolean anyModelled = report.devices().stream()
                .anyMatch(row -> row.getWork() != null && row.getWork().getFlops() > 0);
        boolean anyPeak = report.devices().stream()
                .anyMatch(row -> row.getWork() != null && row.getWork().getMfuPct() != null);
        if (anyModelled && !anyPeak && header.getDevicePeaks().isEmpty()) {
            empty.add(Part.PEAKS);
        }
        return empty;
    }
}
