package io.tracemill.cli.report;

import io.tracemill.cli.report.sheet.Fields;
import io.tracemill.cli.report.sheet.Layout;
import io.tracemill.cli.report.sheet.Section;
import io.tracemill.cli.report.sheet.Sheet;
import io.tracemill.cli.report.sheet.SheetSchema;
import io.tracemill.cli.report.sheet.Unit;
import io.tracemill.schemas.TraceHeader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Section on what was not recorded: the option of the profiler that fills each empty part of the report. */
final class UnrecordedSection implements Section<TraceReport> {

    private static final String SHAPES = "shapes";
    private static final String MODULES = "modules";
    private static final String MEMORY = "memory";
    private static final String COUNTERS = "counters";
    private static final String STEPS = "steps";

    private static final Map<String, String> OF_PYTORCH = Map.of(
            SHAPES, "record_shapes=True",
            MODULES, "with_stack=True",
            MEMORY, "profile_memory=True",
            STEPS, "call step() of the profiler after each step");

    /** Options of the profilers whose traces are known, by dialect. */
    private static final Map<String, Map<String, String>> OPTIONS = Map.of(
            "kineto",
            OF_PYTORCH,
            "torch_npu",
            Map.of(
                    MEMORY, "profile_memory=True",
                    COUNTERS, "profiler_level=Level1 or above, and aic_metrics",
                    STEPS, "call step() of the profiler after each step"));

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
        Map<String, String> options = header == null ? Map.of() : OPTIONS.getOrDefault(header.getDialect(), Map.of());
        List<Missing> missing = new ArrayList<>();
        for (String part : empty(report)) {
            if (options.containsKey(part)) {
                missing.add(new Missing(part, options.get(part)));
            }
        }
        return LAYOUT.sheet(missing).build();
    }

    private static List<String> empty(TraceReport report) {
        List<String> empty = new ArrayList<>();
        if (report.shapes().isEmpty()) {
            empty.add(SHAPES);
        }
        if (report.modules().isEmpty()) {
            empty.add(MODULES);
        }
        if (report.memory().devices().isEmpty()) {
            empty.add(MEMORY);
        }
        if (report.kernels().stream().allMatch(kernel -> kernel.getCounters().isEmpty())) {
            empty.add(COUNTERS);
        }
        if (report.devices().stream().allMatch(device -> device.getStep() == null)) {
            empty.add(STEPS);
        }
        return empty;
    }
}
