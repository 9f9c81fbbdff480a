package io.tracemill.cli.report;

import io.tracemill.cli.report.sheet.AvroFields;
import io.tracemill.cli.report.sheet.Layout;
import io.tracemill.cli.report.sheet.Named;
import io.tracemill.cli.report.sheet.Section;
import io.tracemill.cli.report.sheet.Sheet;
import io.tracemill.cli.report.sheet.SheetSchema;
import io.tracemill.schemas.Bottleneck;
import io.tracemill.schemas.Cause;
import java.util.List;

/** Section on the causes of bottlenecks; people read their sentences in {@link BottleneckSection}. */
final class CauseSection implements Section<TraceReport> {

    private static final Layout<DeviceCause> LAYOUT = Layout.rows(
                    "causes",
                    "Causes",
                    AvroFields.of(Cause.getClassSchema(), DeviceCause::cause)
                            .named("code", row -> new Named(row.cause().getCode(), IdleLabels.cause(row.cause())))
                            .with(BottleneckSection.FIELDS
                                    .only("device", "step")
                                    .of(DeviceCause::window)))
            .about("what takes a window, largest share first")
            .within("bottlenecks")
            .key("device", "device")
            .key("step", "step")
            .key("code", "cause")
            .main("share_pct", "share")
            .details()
            .build();

    /**
     * Cause of the bottleneck of a device.
     *
     * @param window window that it is a part of
     */
    private record DeviceCause(Bottleneck window, Cause cause) {}

    @Override
    public SheetSchema schema() {
        return LAYOUT.schema();
    }

    @Override
    public Sheet sheet(TraceReport report, int top) {
        return LAYOUT.sheet(report.bottlenecks().stream()
                        .flatMap(row -> row.getCauses().stream().map(cause -> new DeviceCause(row, cause)))
                        .toList())
                .showing(List.of())
                .build();
    }
}
