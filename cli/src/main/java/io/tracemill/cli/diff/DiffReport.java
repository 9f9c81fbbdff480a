package io.tracemill.cli.diff;

import io.tracemill.cli.report.sheet.Document;
import io.tracemill.cli.report.sheet.Section;
import io.tracemill.cli.report.sheet.SheetSchema;
import java.util.List;

/** A comparison as a document. */
public final class DiffReport {

    private static final List<Section<RunDiff>> SECTIONS =
            List.of(new DiffSection(), new ChangeSection(), new OperatorChangeSection(), new DeviceChangeSection());

    private DiffReport() {}

    /** What its sheets are like. */
    public static List<SheetSchema> schemas() {
        return SECTIONS.stream().map(Section::schema).toList();
    }

    /**
     * What is said of a comparison.
     *
     * @param top how many operators are shown at first
     */
    public static Document of(RunDiff diff, int top) {
        return new Document(List.of(Document.Group.of("", SECTIONS, List.of(diff), top)));
    }
}
