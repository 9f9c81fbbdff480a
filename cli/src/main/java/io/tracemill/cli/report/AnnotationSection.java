package io.tracemill.cli.report;

import io.tracemill.cli.report.sheet.Layout;
import io.tracemill.cli.report.sheet.Section;
import io.tracemill.cli.report.sheet.Sheet;
import io.tracemill.cli.report.sheet.SheetSchema;
import io.tracemill.schemas.EventKind;
import io.tracemill.schemas.OperatorStats;

/** What the ranges that somebody named in the program cost. */
final class AnnotationSection implements Section<TraceReport> {

    private static final Layout<OperatorStats> LAYOUT = OperatorSection.columns(
                    Layout.view("annotations", "Annotations", OperatorFields.ALL), "annotation")
            .about("ranges that the program names")
            .build();

    @Override
    public SheetSchema schema() {
        return LAYOUT.schema();
    }

    @Override
    public Sheet sheet(TraceReport report, int top) {
        return LAYOUT.sheet(OperatorFields.rows(report, EventKind.ANNOTATION))
                .showingFirst(top, "annotations")
                .build();
    }
}
