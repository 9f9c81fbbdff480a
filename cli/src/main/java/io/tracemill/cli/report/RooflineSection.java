package io.tracemill.cli.report;

import io.tracemill.cli.report.sheet.Layout;
import io.tracemill.cli.report.sheet.Section;
import io.tracemill.cli.report.sheet.Sentence;
import io.tracemill.cli.report.sheet.Sheet;
import io.tracemill.cli.report.sheet.SheetBuilder;
import io.tracemill.cli.report.sheet.SheetSchema;
import io.tracemill.schemas.DeviceStats;
import java.util.List;

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
            sheet.say(
                    Sentence.of("Devices without an MFU: ")
                            .count(unknown)
                            .text(
                                    ". The peak of the unit with most of their operations is not known; --device-peaks sets it."));
        }
        return sheet.build();
    }
}
