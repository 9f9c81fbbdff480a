package io.tracemill.cli.diff;

import io.tracemill.cli.report.sheet.Fields;
import io.tracemill.cli.report.sheet.Layout;
import io.tracemill.cli.report.sheet.Section;
import io.tracemill.cli.report.sheet.Sentence;
import io.tracemill.cli.report.sheet.Sheet;
import io.tracemill.cli.report.sheet.SheetBuilder;
import io.tracemill.cli.report.sheet.SheetSchema;
import io.tracemill.cli.report.sheet.Unit;
import java.util.List;

/** Facts about a comparison: the two runs, the kind and number of their samples, and what became of the samples. */
final class DiffSection implements Section<RunDiff> {

    private static final Fields<RunDiff> FIELDS = Fields.<RunDiff>none()
            .with("before", Unit.TEXT, "Name of the first run.", RunDiff::before)
            .with("after", Unit.TEXT, "Name of the second run.", RunDiff::after)
            .with("samples", Unit.TEXT, "What is compared: step or trace.", row -> ChangeFields.code(row.samples()))
            .with("before_samples", Unit.COUNT, "How many of them the first run has.", RunDiff::beforeSamples)
            .with("after_samples", Unit.COUNT, "How many the second run has.", RunDiff::afterSamples)
            .with(
                    "work_groups",
                    Unit.COUNT,
                    "In how many groups of equal work they are compared.",
                    row -> row.work().groups())
            .with(
                    "unmatched_samples",
                    Unit.COUNT,
                    "Samples of both runs without one of the same work in the other.",
                    row -> row.work().aside())
            .with(
                    "gate",
                    Unit.TEXT,
                    "What `--fail-above` says: passed, slower or undecided; absent without it.",
                    row -> row.gate()
                            .map(gate -> ChangeFields.code(gate.outcome()))
                            .orElse(null))
            .with(
                    "fail_above_pct",
                    Unit.CHANGE,
                    "The limit of `--fail-above`; absent without it.",
                    row -> row.gate().map(Gate::limit).orElse(null))
            .with(
                    "samples_needed",
                    Unit.COUNT,
                    "Samples of each run that would decide an undecided gate; absent if that is not known.",
                    row -> row.gate()
                            .filter(gate -> gate.samplesNeeded().isPresent())
                            .map(gate -> gate.samplesNeeded().getAsLong())
                            .orElse(null));

    private static final Layout<RunDiff> LAYOUT = Layout.facts("diff", "Comparison", FIELDS)
            .about("two runs")
            .key("before", "before")
            .key("after", "after")
            .details()
            .build();

    @Override
    public SheetSchema schema() {
        return LAYOUT.schema();
    }

    @Override
    public Sheet sheet(RunDiff diff, int top) {
        long outliers = diff.changes().stream().mapToLong(Change::outliers).sum();
        SheetBuilder<RunDiff> sheet =
                LAYOUT.sheet(List.of(diff)).showing(List.of()).heading(heading(diff));
        if (diff.isSame()) {
            sheet.say(Sentence.warning(DiffWords.SAME));
        }
        sheet.say(Sentence.of(DiffWords.headline(diff, Measure.LENGTH)))
                .say(Sentence.of(DiffWords.headline(diff, Measure.DEVICE_TIME)))
                .say(Sentence.of("A change is called slower or faster only if chance explains it in less than 1 of 100"
                                + " comparisons of runs; ")
                        .count(outliers)
                        .text(" outliers set aside."));
        if (diff.work().groups() > 1 || diff.work().aside() > 0) {
            sheet.say(Sentence.of(DiffWords.work(diff)));
        }
        return sheet.build();
    }

    private static String heading(RunDiff diff) {
        return diff.before() + " (" + DiffWords.counted(diff.beforeSamples(), diff) + ") -> " + diff.after() + " ("
                + DiffWords.counted(diff.afterSamples(), diff) + ")";
    }
}
