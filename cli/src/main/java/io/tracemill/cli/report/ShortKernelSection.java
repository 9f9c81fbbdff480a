package io.tracemill.cli.report;

import io.tracemill.cli.report.sheet.Fields;
import io.tracemill.cli.report.sheet.Layout;
import io.tracemill.cli.report.sheet.Section;
import io.tracemill.cli.report.sheet.Sheet;
import io.tracemill.cli.report.sheet.SheetSchema;
import io.tracemill.cli.report.sheet.Unit;

/** Section on kernels that run for less time than their launch call takes, and what fusing them could save. */
final class ShortKernelSection implements Section<TraceReport> {

    private static final Fields<ShortKernels> FIELDS = Fields.<ShortKernels>none()
            .with(
                    "device",
                    Unit.TEXT,
                    "The device; null where the file does not say.",
                    row -> Labels.device(row.device()))
            .with(
                    "launched",
                    Unit.COUNT,
                    "Kernels whose launch call is known and launches no graph.",
                    ShortKernels::launched)
            .with(
                    "count",
                    Unit.COUNT,
                    "Those that run for less time than their launch call takes, without the first call of each kernel.",
                    ShortKernels::count)
            .with("share_pct", Unit.PERCENT, "The same in percent of launched.", ShortKernels::sharePct)
            .with("short_ns", Unit.TIME, "Their summed duration, in ns.", ShortKernels::ns)
            .with("launch_ns", Unit.TIME, "Summed duration of their launch calls, in ns.", ShortKernels::launchNs)
            .with(
                    "saved_ns",
                    Unit.TIME,
                    "Most that fusing them could save: launch_ns without short_ns, and no more than the time in which"
                            + " the device was idle before and during launch calls, in ns.",
                    ShortKernels::savedNs);

    private static final Layout<ShortKernels> LAYOUT = Layout.rows("short_kernels", "Short kernels", FIELDS)
            .about("on the device for less time than their launch call takes; saved: at most, by fusing them")
            .key("device", "device")
            .main("launched", "kernels")
            .main("count", "short")
            .main("share_pct", "share")
            .main("short_ns", "on the device")
            .main("launch_ns", "launch calls")
            .main("saved_ns", "saved")
            .build();

    @Override
    public SheetSchema schema() {
        return LAYOUT.schema();
    }

    @Override
    public Sheet sheet(TraceReport report, int top) {
        return LAYOUT.sheet(ShortKernels.of(report)).build();
    }
}
