package io.tracemill.cli.report;

import io.tracemill.cli.report.sheet.AvroFields;
import io.tracemill.cli.report.sheet.Fields;
import io.tracemill.cli.report.sheet.Layout;
import io.tracemill.cli.report.sheet.Section;
import io.tracemill.cli.report.sheet.Sheet;
import io.tracemill.cli.report.sheet.SheetBuilder;
import io.tracemill.cli.report.sheet.SheetSchema;
import io.tracemill.schemas.Bottleneck;
import java.util.List;

/**
 * Section on bottlenecks: for each device one sentence with its numbers and the confidence, then what takes its
 * time, with advice, then evidence.
 */
final class BottleneckSection implements Section<TraceReport> {

    /** Fields of a bottleneck; the rules that fired and the causes are sheets of their own. */
    static final Fields<Bottleneck> FIELDS = AvroFields.of(Bottleneck.getClassSchema(), (Bottleneck row) -> row)
            .without(TraceFields.REPEATED)
            .named("device", row -> Labels.device(row.getDevice()))
            .named("step", row -> Labels.step(row.getStep()))
            .named("bottleneck", row -> Labels.bottleneck(row.getBottleneck()))
            .named("confidence", row -> Labels.confidence(row.getConfidence()));

    private static final Layout<Bottleneck> LAYOUT = Layout.rows("bottlenecks", "Bottlenecks", FIELDS)
            .inShort()
            .about("what each device is bound by")
            .key("device", "device")
            .key("step", "step")
            .main("bottleneck", "bound by")
            .main("total_ns", "window")
            .main("computing_pct", "computing")
            .main("memcpy_pct", "memory")
            .main("communication_pct", "comm.")
            .main("idle_pct", "idle")
            .side("confidence", "confidence")
            .details()
            .build();

    private final BottleneckWords words;

    BottleneckSection(BottleneckWords words) {
        this.words = words;
    }

    @Override
    public SheetSchema schema() {
        return LAYOUT.schema();
    }

    @Override
    public Sheet sheet(TraceReport report, int top) {
        SheetBuilder<Bottleneck> sheet = LAYOUT.sheet(report.bottlenecks()).showing(List.of());
        List<Bottleneck> whole = report.bottlenecks().stream()
                .filter(row -> row.getStep() == null)
                .toList();
        if (whole.isEmpty()) {
            sheet.say(UnseenWork.verdict(report.trace(), words));
        }
        whole.forEach(row -> VerdictSentences.of(row, words).forEach(sheet::say));
        return sheet.build();
    }
}
