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

/** Section on what the limit of {@code --fail-above} says; empty without one. */
final class GateSection implements Section<RunDiff> {

    private static final Fields<Change> FIELDS = ChangeFields.ALL.with(
            "name", Unit.NAME, "What is, or may be, slower by more than the limit.", Change::name);

    private static final Layout<Change> LAYOUT = Layout.view("gate", "Gate", FIELDS)
            .about("what is, or may be, slower by more than --fail-above")
            .key("measure", "what")
            .key("name", "name")
            .main("change_pct", "change")
            .main("verdict", "verdict")
            .main("low_pct", "at least")
            .main("high_pct", "at most")
            .side("detectable_pct", "found in 8 of 10")
            .build();

    @Override
    public SheetSchema schema() {
        return LAYOUT.schema();
    }

    @Override
    public Sheet sheet(RunDiff diff, int top) {
        List<Change> issues = diff.gate().map(Gate::issues).orElse(List.of());
        SheetBuilder<Change> sheet = LAYOUT.sheet(issues).showingFirst(top, "changes");
        diff.gate().ifPresent(gate -> {
            sheet.heading("Gate at " + DiffWords.limit(gate));
            sheet.say(Sentence.of(DiffWords.summary(diff, gate)));
        });
        return sheet.build();
    }
}
