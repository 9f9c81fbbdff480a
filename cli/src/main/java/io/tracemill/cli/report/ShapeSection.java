package io.tracemill.cli.report;

import io.tracemill.cli.report.sheet.AvroFields;
import io.tracemill.cli.report.sheet.Fields;
import io.tracemill.cli.report.sheet.Layout;
import io.tracemill.cli.report.sheet.Named;
import io.tracemill.cli.report.sheet.Section;
import io.tracemill.cli.report.sheet.Sentence;
import io.tracemill.cli.report.sheet.Sheet;
import io.tracemill.cli.report.sheet.SheetBuilder;
import io.tracemill.cli.report.sheet.SheetSchema;
import io.tracemill.schemas.ShapeStats;
import java.util.List;
import java.util.stream.Stream;

/** Section on shapes: what operators cost by the shapes of their inputs, and how near they come to the roofline. */
final class ShapeSection implements Section<TraceReport> {

    private static final Fields<ShapeStats> FIELDS = AvroFields.of(ShapeStats.getClassSchema(), (ShapeStats row) -> row)
            .without(TraceFields.REPEATED)
            .named("device", row -> Labels.device(row.getDevice()))
            .named(
                    "operator",
                    row -> new Named(row.getOperator(), row.getOperator() == null ? "no operator" : row.getOperator()))
            .named("bound", row -> ShapeLabels.bound(row.getBound()))
            .named("input_dims", row -> ShapeLabels.inputs(row.getInputDims()))
            .names("operator");

    private static final Layout<ShapeStats> LAYOUT = Layout.rows("shapes", "Shapes", FIELDS)
            .about("operators by the shapes of their inputs, by device time")
            .key("operator", "operator")
            .key("input_dims", "inputs")
            .key("device", "device")
            .side("count", "calls")
            .main("device_ns", "time")
            .bar("device_pct", "share")
            .side("tflops_per_s", "compute")
            .side("tb_per_s", "memory")
            .main("roofline_pct", "of roof")
            .main("bound", "bound by")
            .details()
            .build();

    @Override
    public SheetSchema schema() {
        return LAYOUT.schema();
    }

    @Override
    public Sheet sheet(TraceReport report, int top) {
        List<ShapeStats> rows = report.shapes();
        SheetBuilder<ShapeStats> sheet = LAYOUT.sheet(rows).showingFirst(top, "shapes");
        long all = rows.stream().mapToLong(ShapeStats::getDeviceNs).sum();
        if (all > 0) {
            sheet.say(Sentence.of("Operations are modelled for ")
                    .percent(share(rows.stream().filter(row -> row.getFlops() != null && row.getFlops() > 0), all))
                    .text(" of the device time; what bounds it is known for ")
                    .percent(share(rows.stream().filter(row -> row.getBound() != null), all))
                    .text("."));
        }
        return sheet.build();
    }

    private static double share(Stream<ShapeStats> rows, long all) {
        return 100.0 * rows.mapToLong(ShapeStats::getDeviceNs).sum() / all;
    }
}
