package io.tracemill.cli.report;

import io.tracemill.cli.report.sheet.AvroFields;
import io.tracemill.cli.report.sheet.Layout;
import io.tracemill.cli.report.sheet.Section;
import io.tracemill.cli.report.sheet.Sheet;
import io.tracemill.cli.report.sheet.SheetSchema;
import io.tracemill.schemas.Bottleneck;
import io.tracemill.schemas.FiredRule;
import java.util.List;

/** Section on the rules that fired for each device; people read their sentences in {@link BottleneckSection}. */
final class RuleSection implements Section<TraceReport> {

    private static final Layout<DeviceRule> LAYOUT = Layout.rows(
                    "rules",
                    "Rules",
                    AvroFields.of(FiredRule.getClassSchema(), DeviceRule::rule)
                            .named(
                                    "bottleneck",
                                    row -> Labels.bottleneck(row.rule().getBottleneck()))
                            .with(BottleneckSection.FIELDS
                                    .only("device", "step")
                                    .of(DeviceRule::window)))
            .about("shares of a window that are above their thresholds, largest first")
            .within("bottlenecks")
            .key("device", "device")
            .key("step", "step")
            .key("bottleneck", "bound by")
            .main("share_pct", "share")
            .details()
            .build();

    /**
     * Rule that fired for a device.
     *
     * @param window window that the share is of
     */
    private record DeviceRule(Bottleneck window, FiredRule rule) {}

    @Override
    public SheetSchema schema() {
        return LAYOUT.schema();
    }

    @Override
    public Sheet sheet(TraceReport report, int top) {
        return LAYOUT.sheet(report.bottlenecks().stream()
                        .flatMap(row -> row.getRules().stream().map(rule -> new DeviceRule(row, rule)))
                        .toList())
                .showing(List.of())
                .build();
    }
}
