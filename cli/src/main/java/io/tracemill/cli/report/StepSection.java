package io.tracemill.cli.report;

import io.tracemill.cli.report.sheet.Layout;
import io.tracemill.cli.report.sheet.Section;
import io.tracemill.cli.report.sheet.Sheet;
import io.tracemill.cli.report.sheet.SheetSchema;
import io.tracemill.schemas.RankSpread;
import java.util.List;

/** Section on the ranks of a run in each step. Only data: {@link UnevenStepSection} shows the worst steps. */
final class StepSection implements Section<RunReport> {

    private static final Layout<RankSpread> LAYOUT = Layout.rows("steps", "Steps", RunFields.OF_STEP)
            .about("how the ranks of a run differ in each step")
            .key("step", "step")
            .details()
            .build();

    @Override
    public SheetSchema schema() {
        return LAYOUT.schema();
    }

    @Override
    public Sheet sheet(RunReport run, int top) {
        return LAYOUT.sheet(run.steps()).showing(List.of()).build();
    }
}
