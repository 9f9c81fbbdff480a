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

    private static final Layout<Change> LAYOUT = columns(Layout.view("operators", "Operators", ChangeFields.ALL)
                    .about("share of all device time")
                    .key("operator", "operator"))
            .build();

    /** Adds the columns of a table of changes. */
    static Layout.Builder<Change> columns(Layout.Builder<Change> layout) {
        return layout.main("before.mean_ns", "before")
                .side("before.variation_pct", "+-")
                .main("after.mean_ns", "after")
                .side("after.variation_pct", "+-")
                .main("change_pct", "change")
                .main("after.share_pct", "share")
                .side("share_change_pct", "change")
                .side("outliers", "outliers")
                .main("verdict", "verdict");
    }

    @Override
    public SheetSchema schema() {
        return LAYOUT.schema();
    }

    @Override
    public Sheet sheet(RunDiff diff, int top) {
        List<Change> operators = diff.changes().stream()
                .filter(change -> change.measure() == Measure.OPERATOR)
                .toList();
        List<Change> judged = operators.stream()
                .filter(change -> change.verdict() != Verdict.SMALL)
                .toList();
        SheetBuilder<Change> sheet = LAYOUT.sheet(judged)
                .about(Sentence.of("device time per " + ChangeFields.code(diff.samples())
                        + " and device; share of all device time"))
                .showingFirst(top, "operators");
        int small = operators.size() - judged.size();
        if (small > 0) {
            sheet.note(Sentence.of("Operators with too small a share to be judged (--min-share): ")
                    .count(small)
                    .text("."));
        }
        return sheet.build();
    }
}
