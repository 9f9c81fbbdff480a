package io.tracemill.cli.report;

import io.tracemill.cli.report.sheet.AvroFields;
import io.tracemill.cli.report.sheet.Fields;
import io.tracemill.cli.report.sheet.Layout;
import io.tracemill.cli.report.sheet.Section;
import io.tracemill.cli.report.sheet.Sentence;
import io.tracemill.cli.report.sheet.Sheet;
import io.tracemill.cli.report.sheet.SheetBuilder;
import io.tracemill.cli.report.sheet.SheetSchema;
import io.tracemill.cli.report.sheet.Unit;
import io.tracemill.schemas.MeasureSpread;
import io.tracemill.schemas.RankSpread;
import java.util.List;

/** Section on the ranks of a run over their whole traces: load balance, and spread of each measure. */
final class RankSection implements Section<RunReport> {

    private static final Layout<Measure> LAYOUT = Layout.view("ranks", "Ranks", fields())
            .inShort()
            .about("least, mean and most of each measure over the ranks of a run")
            .key("measure", "of each rank")
            .main("min_ns", "least")
            .side("min_rank", "least rank")
            .main("avg_ns", "mean")
            .main("max_ns", "most")
            .side("max_rank", "most rank")
            .main("spread_pct", "spread")
            .main("uneven", "over 5 %")
            .build();

    /**
     * Measure over the ranks.
     *
     * @param name what is measured
     * @param spread over the ranks
     * @param uneven whether the ranks differ much
     */
    private record Measure(String name, MeasureSpread spread, boolean uneven) {}

    private final SlowRankWords words;

    RankSection(SlowRankWords words) {
        this.words = words;
    }

    @Override
    public SheetSchema schema() {
        return LAYOUT.schema();
    }

    @Override
    public Sheet sheet(RunReport run, int top) {
        RankSpread whole = run.whole();
        SheetBuilder<Measure> sheet = LAYOUT.sheet(measures(whole)).about(compared(whole));
        warn(whole, sheet);
        Double balance = whole.getLoadBalancePct();
        if (balance != null) {
            sheet.say(words.balance(whole, balance));
        }
        return sheet.build();
    }

    private static Sentence compared(RankSpread whole) {
        Integer size = whole.getWorldSize();
        Sentence ranks = Sentence.of("run " + whole.getRun() + ": ").count(whole.getRanksCompared());
        return (size == null ? ranks : ranks.text(" of ").count(size)).text(" ranks compared");
    }

    private void warn(RankSpread whole, SheetBuilder<Measure> sheet) {
        if (!whole.getComplete()) {
            sheet.say(words.incomplete(whole));
        }
        if (whole.getLeftOutTraces() > 0) {
            sheet.say(words.leftOut(whole));
        }
    }

    private static List<Measure> measures(RankSpread row) {
        return List.of(
                new Measure("computing", row.getComputing(), row.getUneven().contains("computing")),
                new Measure(
                        "exposed communication",
                        row.getExposedCommunication(),
                        row.getUneven().contains("exposed_communication")),
                new Measure("idle", row.getIdle(), row.getUneven().contains("idle")),
                new Measure("communication", row.getCommunication(), false));
    }

    private static Fields<Measure> fields() {
        return AvroFields.of(MeasureSpread.getClassSchema(), Measure::spread)
                .with("measure", Unit.TEXT, "What is measured: of each rank the sum over its devices.", Measure::name)
                .with("uneven", Unit.FLAG, "Whether the spread is over 5 %.", Measure::uneven);
    }
}
