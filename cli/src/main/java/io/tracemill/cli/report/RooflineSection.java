package io.tracemill.cli.report;

import io.tracemill.cli.report.sheet.Layout;
import io.tracemill.cli.report.sheet.Section;
import io.tracemill.cli.report.sheet.Sentence;
import io.tracemill.cli.report.sheet.Sheet;
import io.tracemill.cli.report.sheet.SheetBuilder;
import io.tracemill.cli.report.sheet.SheetSchema;
import io.tracemill.schemas.DeviceStats;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Section on the roofline: operations per second of each device, and what its peaks allow. */
final class RooflineSection implements Section<TraceReport> {

    private static final Layout<DeviceStats> LAYOUT = Layout.view("roofline", "Roofline", DeviceFields.ALL)
            .about("modelled operations; covered: the share of the device time that they speak of")
            .key("device", "device")
            .key("step", "step")
            .main("work.modelled_pct", "covered")
            .main("achieved_tflops_per_s", "achieved")
            .main("estimated_tflops_per_s", "possible")
            .main("work.efficiency_pct", "efficiency")
            .main("work.mfu_pct", "MFU")
            .side("work.unit", "unit")
            .side("work.bound_pct", "bound known")
            .build();

    /** Share of the device time that is as good as all of it. */
    private static final double MOST_COVERED = 95;

    @Override
    public SheetSchema schema() {
        return LAYOUT.schema();
    }

    @Override
    public Sheet sheet(TraceReport report, int top) {
        List<DeviceStats> rows = report.devices().stream()
                .filter(row -> row.getWork() != null && row.getWork().getModelledNs() > 0)
                .toList();
        SheetBuilder<DeviceStats> sheet = LAYOUT.sheet(rows).showing(TimelineSection.shown(rows, row -> row, top));
        long unknown = rows.stream()
                .filter(row -> row.getStep() == null && row.getWork().getMfuPct() == null)
                .count();
        if (unknown > 0) {
            sheet.say(Sentence.of("Devices without an MFU: ")
                    .count(unknown)
                    .text(". The peak of the unit with most of their operations is not known;"
                            + " --device-peaks sets it."));
        }
        sayHowMuchTheMfuCounts(rows, sheet);
        if (rows.stream()
                .anyMatch(row -> isAbove100(row.getWork().getEfficiencyPct())
                        || isAbove100(row.getWork().getMfuPct()))) {
            sheet.say(Sentence.warning(
                    "more than 100 % cannot be reached: the peaks of the device are set too low, or the"
                            + " modelled work is not what its kernels do."));
        }
        return sheet.build();
    }

    private static boolean isAbove100(@Nullable Double percent) {
        return percent != null && percent > 100;
    }

    /** Says what the MFU leaves out, where it leaves out much. */
    private static void sayHowMuchTheMfuCounts(List<DeviceStats> rows, SheetBuilder<DeviceStats> sheet) {
        rows.stream()
                .filter(row -> row.getStep() == null && row.getWork().getMfuPct() != null)
                .mapToDouble(row -> row.getWork().getModelledPct())
                .filter(covered -> covered < MOST_COVERED)
                .min()
                .ifPresent(least -> sheet.say(Sentence.of("The MFU counts modelled operators only, which take ")
                        .percent(least)
                        .text(" of the device time; the true one is higher.")));
    }
}
