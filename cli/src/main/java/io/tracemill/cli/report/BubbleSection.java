package io.tracemill.cli.report;

import io.tracemill.cli.report.sheet.Layout;
import io.tracemill.cli.report.sheet.Section;
import io.tracemill.cli.report.sheet.Sheet;
import io.tracemill.cli.report.sheet.SheetSchema;
import io.tracemill.schemas.DeviceStats;

/** Section on pipeline bubbles: the time in which each device waited for another stage. */
final class BubbleSection implements Section<TraceReport> {

    private static final Layout<DeviceStats> LAYOUT = Layout.view("bubble", "Bubble", DeviceFields.ALL)
            .about("receiving from another stage of the pipeline; under " + (int) Bubble.GOOD_PCT + " % is good, over "
                    + (int) Bubble.POOR_PCT + " % poor")
            .key("device", "device")
            .key("step", "step")
            .main("bubble_ns", "bubble")
            .main("bubble_pct", "of the window")
            .main("bubble_rating", "")
            .build();

    @Override
    public SheetSchema schema() {
        return LAYOUT.schema();
    }

    @Override
    public Sheet sheet(TraceReport report, int top) {
        return LAYOUT.sheet(report.devices().stream().filter(Bubble::isIn).toList())
                .showing(TimelineSection.shown(report.devices(), row -> row, top))
                .build();
    }
}
