package io.tracemill.cli.diff;

import io.tracemill.cli.report.sheet.Fields;
import io.tracemill.cli.report.sheet.Layout;
import io.tracemill.cli.report.sheet.Section;
import io.tracemill.cli.report.sheet.Sentence;
import io.tracemill.cli.report.sheet.Sheet;
import io.tracemill.cli.report.sheet.SheetSchema;
import io.tracemill.cli.report.sheet.Unit;
import java.util.List;

/** Facts about a comparison: the two runs, and the kind and number of their samples. */
final class DiffSection implements Section<RunDiff> {

    private static final Fields<RunDiff> FIELDS = Fields.<RunDiff>none()
            .with("before", Unit.TEXT, "Name of the first run.", RunDiff::before)
            .with("after", Unit.TEXT, "Name of the second run.", RunDiff::after)
            .with("samples", Unit.TEXT, "What is compared: step or trace.", row -> ChangeFields.code(row.samples()))
            .with("before_samples", Unit.COUNT, "How many of them the first run has.", RunDiff::beforeSamples)
            .with("after_samples", Unit.COUNT, "How many the second run has.", RunDiff::afterSamples);

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
        return LAYOUT.sheet(List.of(diff))
                .showing(List.of())
                .heading(diff.before() + " (" + counted(diff.beforeSamples(), diff) + ") -> " + diff.after() + " ("
                        + counted(diff.afterSamples(), diff) + ")")
                .say(Sentence.of("A change is called slower or faster only if chance explains it in less than 1 of 100"
                                + " comparisons of runs; ")
                        .count(outliers)
                        .text(" outliers set aside."))
                .build();
    }

    private static String counted(int count, RunDiff diff) {
        return count + " " + ChangeFields.code(diff.samples()) + (count == 1 ? "" : "s");
    }
}
