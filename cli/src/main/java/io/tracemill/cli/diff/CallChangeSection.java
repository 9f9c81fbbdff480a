package io.tracemill.cli.diff;

import io.tracemill.cli.report.sheet.Layout;
import io.tracemill.cli.report.sheet.Section;
import io.tracemill.cli.report.sheet.Sentence;
import io.tracemill.cli.report.sheet.Sheet;
import io.tracemill.cli.report.sheet.SheetSchema;
import java.util.List;

/** Section on changes of the durations of calls: of kernels, or of operators with inputs of one shape. */
final class CallChangeSection implements Section<RunDiff> {

    private final Measure measure;
    private final Layout<Change> layout;

    private CallChangeSection(Measure measure, String heading, String field) {
        this.measure = measure;
        this.layout = ChangeFields.columns(Layout.view(heading, capitalised(heading), ChangeFields.ALL)
                        .about("median duration of the calls; share of all device time")
                        .key(field, field))
                .build();
    }

    static CallChangeSection ofKernels() {
        return new CallChangeSection(Measure.KERNEL, "kernels", "kernel");
    }

    static CallChangeSection ofShapes() {
        return new CallChangeSection(Measure.SHAPE, "shapes", "shape");
    }

    @Override
    public SheetSchema schema() {
        return layout.schema();
    }

    @Override
    public Sheet sheet(RunDiff diff, int top) {
        List<Change> judged = diff.of(measure).stream()
                .filter(change -> change.verdict() != Verdict.SMALL)
                .toList();
        return layout.sheet(judged)
                .about(Sentence.of("median duration of the calls in a " + ChangeFields.code(diff.samples())
                        + "; share of all device time"))
                .showingFirst(top, layout.schema().key())
                .build();
    }

    private static String capitalised(String word) {
        return Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }
}
