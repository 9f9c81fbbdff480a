package io.tracemill.cli.report;

import io.tracemill.cli.report.sheet.AvroFields;
import io.tracemill.cli.report.sheet.Fields;
import io.tracemill.cli.report.sheet.Layout;
import io.tracemill.cli.report.sheet.Section;
import io.tracemill.cli.report.sheet.Sentence;
import io.tracemill.cli.report.sheet.Sheet;
import io.tracemill.cli.report.sheet.SheetBuilder;
import io.tracemill.cli.report.sheet.SheetSchema;
import io.tracemill.schemas.Bottleneck;
import io.tracemill.schemas.BottleneckClass;
import io.tracemill.schemas.FiredRule;
import java.util.List;
import java.util.Locale;

/**
 * Section on bottlenecks: for each device one sentence with its numbers and the confidence, then evidence, then what
 * each rule that fired says and advises.
 */
final class BottleneckSection implements Section<TraceReport> {

    /** Fields of a bottleneck; the rules that fired are a sheet of their own. */
    static final Fields<Bottleneck> FIELDS = AvroFields.of(Bottleneck.getClassSchema(), (Bottleneck row) -> row)
            .without(TraceFields.REPEATED)
            .named("device", row -> Labels.device(row.getDevice()))
            .named("step", row -> Labels.step(row.getStep()))
            .named("bottleneck", row -> Labels.bottleneck(row.getBottleneck()));

    private static final Layout<Bottleneck> LAYOUT = Layout.rows("bottlenecks", "Bottlenecks", FIELDS)
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
            sheet.say(UnseenWork.verdict(report.trace()));
        }
        for (Bottleneck row : whole) {
            sheet.say(sentence(row));
            row.getEvidence().forEach(line -> sheet.say(Sentence.evidence(line)));
            advise(row, sheet);
        }
        return sheet.build();
    }

    private static void advise(Bottleneck row, SheetBuilder<Bottleneck> sheet) {
        if (row.getRules().isEmpty()) { // balanced, or written before rules were kept
            sheet.say(advice(row.getRecommendation()));
        }
        for (FiredRule rule : row.getRules()) {
            sheet.say(Sentence.of(rule.getSentence()));
            sheet.say(advice(rule.getRecommendation()));
        }
    }

    private static Sentence advice(String recommendation) {
        return Sentence.of("Advice: " + recommendation);
    }

    private static Sentence sentence(Bottleneck row) {
        String name = row.getDevice() == null ? "The unnamed device" : "Device " + row.getDevice();
        String model = row.getDeviceName() == null ? "" : " (" + row.getDeviceName() + ")";
        String bound = row.getBottleneck() == BottleneckClass.BALANCED
                ? " is balanced"
                : " is " + Labels.bound(row.getBottleneck()) + "-bound";
        return Sentence.of(name + model + bound + ": of ")
                .time(row.getTotalNs())
                .text(" it spent ")
                .percent(row.getComputingPct())
                .text(" computing, ")
                .percent(row.getMemcpyPct())
                .text(" on memory, ")
                .percent(row.getCommunicationPct())
                .text(" communicating and ")
                .percent(row.getIdlePct())
                .text(" idle; confidence " + row.getConfidence().name().toLowerCase(Locale.ROOT)
                        + (row.getReasons().isEmpty() ? "." : " (" + String.join("; ", row.getReasons()) + ")."));
    }
}
