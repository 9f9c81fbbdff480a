package io.tracemill.cli.report;

import io.tracemill.cli.report.sheet.Layout;
import io.tracemill.cli.report.sheet.Section;
import io.tracemill.cli.report.sheet.Sentence;
import io.tracemill.cli.report.sheet.Sheet;
import io.tracemill.cli.report.sheet.SheetBuilder;
import io.tracemill.cli.report.sheet.SheetSchema;
import io.tracemill.schemas.EventKind;
import io.tracemill.schemas.OperatorStats;
import io.tracemill.schemas.Phase;
import java.util.List;

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
        List<OperatorStats> annotations = OperatorFields.rows(report, EventKind.ANNOTATION);
        SheetBuilder<OperatorStats> sheet = LAYOUT.sheet(annotations).showingFirst(top, "annotations");
        long backward = backwardNs(report);
        if (backward > 0 && !annotations.isEmpty()) {
            sheet.note(
                    Sentence.of("Device time counts for the annotations of the thread that launched it. The backward")
                            .text(" pass (")
                            .time(backward)
                            .text(", see PHASES) runs on another thread than the annotation around its call."));
        }
        return sheet.build();
    }

    /** Device time of the backward pass, of all devices, in ns. */
    private static long backwardNs(TraceReport report) {
        return report.phases().stream()
                .filter(row -> row.getPhase() == Phase.BACKWARD && row.getStep() == null && row.getHostNs() == null)
                .mapToLong(PhaseSection::ns)
                .sum();
    }
}
