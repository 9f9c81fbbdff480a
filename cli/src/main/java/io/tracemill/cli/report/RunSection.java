package io.tracemill.cli.report;

import io.tracemill.cli.report.sheet.Layout;
import io.tracemill.cli.report.sheet.Section;
import io.tracemill.cli.report.sheet.Sheet;
import io.tracemill.cli.report.sheet.SheetSchema;
import java.util.List;

/** Facts about a run: how its ranks differ over their whole traces. {@link RankSection} shows them. */
final class RunSection implements Section<RunReport> {

    private static final Layout<RunReport> LAYOUT = Layout.facts("run", "Run", RunFields.OF_RUN)
            .about("how the ranks of a run differ over their whole traces")
            .key("run", "run")
            .details()
            .build();

    @Override
    public SheetSchema schema() {
        return LAYOUT.schema();
    }

    @Override
    public Sheet sheet(RunReport run, int top) {
        return LAYOUT.sheet(List.of(run)).showing(List.of()).build();
    }
}
