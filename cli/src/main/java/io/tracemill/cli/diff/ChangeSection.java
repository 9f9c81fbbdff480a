package io.tracemill.cli.diff;

import io.tracemill.cli.report.sheet.Layout;
import io.tracemill.cli.report.sheet.Section;
import io.tracemill.cli.report.sheet.Sheet;
import io.tracemill.cli.report.sheet.SheetSchema;
import java.util.List;

/** Section on all changes. Only data: {@link OperatorChangeSection} and {@link DeviceChangeSection} show them. */
final class ChangeSection implements Section<RunDiff> {

    private static final Layout<Change> LAYOUT = Layout.rows("changes", "Changes", ChangeFields.ALL)
            .about("of samples as a whole; of operators, kernels and shapes, each largest first; then of devices")
            .details()
            .build();

    @Override
    public SheetSchema schema() {
        return LAYOUT.schema();
    }

    @Override
    public Sheet sheet(RunDiff diff, int top) {
        return LAYOUT.sheet(diff.changes()).showing(List.of()).build();
    }
}
