package io.tracemill.cli.report;

import io.tracemill.cli.report.sheet.Layout;
import io.tracemill.cli.report.sheet.Section;
import io.tracemill.cli.report.sheet.Sheet;
import io.tracemill.cli.report.sheet.SheetSchema;
import io.tracemill.schemas.EventKind;
import io.tracemill.schemas.OperatorStats;

/** Section on annotations: the cost of the ranges that a program names. */
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
