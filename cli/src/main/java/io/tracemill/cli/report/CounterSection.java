package io.tracemill.cli.report;

import io.tracemill.cli.report.sheet.Layout;
import io.tracemill.cli.report.sheet.Section;
import io.tracemill.cli.report.sheet.Sheet;
import io.tracemill.cli.report.sheet.SheetSchema;
import io.tracemill.schemas.EventKind;
import io.tracemill.schemas.KernelStats;
import java.util.Map;

/**
 * Section on hardware counters of kernels. Leaves out collectives, which are shown by link, and counters of pipes,
 * which are shown by pipe.
 */
final class CounterSection implements Section<TraceReport> {

    private static final Layout<KernelStats> LAYOUT = Layout.view("counters", "Counters", KernelFields.ALL)
            .about("hardware counters of kernels")
            .key("kernel", "kernel")
            .key("device", "device")
            .main("counters", "hardware counters, means")
            .build();

    @Override
    public SheetSchema schema() {
        return LAYOUT.schema();
    }

    @Override
    public Sheet sheet(TraceReport report, int top) {
        return LAYOUT.sheet(report.kernels().stream()
                        .filter(CounterSection::hasCounters)
                        .toList())
                .showing(KernelFields.shown(report, top))
                .build();
    }

    private static boolean hasCounters(KernelStats row) {
        Map<String, Double> counters = row.getCounters();
        return counters != null
                && !counters.isEmpty()
                && row.getKind() != EventKind.COMMUNICATION
                && PipelineUse.of(row).isEmpty();
    }
}
