package io.tracemill.cli.diff;

import io.tracemill.cli.report.sheet.Layout;
import io.tracemill.cli.report.sheet.Section;
import io.tracemill.cli.report.sheet.Sentence;
import io.tracemill.cli.report.sheet.Sheet;
import io.tracemill.cli.report.sheet.SheetBuilder;
import io.tracemill.cli.report.sheet.SheetSchema;
import java.util.List;

/** Section on changes of operators whose share is large enough to be judged. */
final class OperatorChangeSection implements Section<RunDiff> {

    private static final Layout<Change> LAYOUT = ChangeFields.columns(
                    Layout.view("operators", "Operators", ChangeFields.ALL)
                            .about("share of all device time")
                            .key("operator", "operator"))
            .build();

    @Override
    public SheetSchema schema() {
        return LAYOUT.schema();
    }

    @Override
    public Sheet sheet(RunDiff diff, int top) {
        List<Change> operators = diff.of(Measure.OPERATOR);
        List<Change> judged = operators.stream()
                .filter(change -> change.verdict() != Verdict.SMALL)
                .toList();
        SheetBuilder<Change> sheet = LAYOUT.sheet(judged)
                .about(Sentence.of("device time per " + ChangeFields.code(diff.samples())
                        + " and device; share of all device time"))
                .showingFirst(top, "operators");
        for (Change replaced : diff.of(Measure.REPLACED)) {
            sheet.note(Sentence.of("Operators that only one run has, taken as one: ")
                    .time(replaced.before().mean())
                    .text(" -> ")
                    .time(replaced.after().mean())
                    .text(", " + DiffWords.percent(replaced.percent()) + ", "
                            + replaced.verdict().text() + "."));
        }
        int small = operators.size() - judged.size();
        if (small > 0) {
            sheet.note(Sentence.of("Operators with too small a share to be judged (--min-share): ")
                    .count(small)
                    .text("."));
        }
        return sheet.build();
    }
}
