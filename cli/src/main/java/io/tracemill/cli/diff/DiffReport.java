package io.tracemill.cli.diff;

import io.tracemill.cli.report.sheet.Document;
import io.tracemill.cli.report.sheet.Section;
import io.tracemill.cli.report.sheet.SheetSchema;
import java.util.List;

/** Report on a comparison of two runs. */
public final class DiffReport {

    private static final List<Section<RunDiff>> SECTIONS = List.of(
            new DiffSection(),
            new GateSection(),
            new ChangeSection(),
            new OperatorChangeSection(),
            CallChangeSection.ofKernels(),
            CallChangeSection.ofShapes(),
            new DeviceChangeSection());

    private DiffReport() {}

    /** Schemas of all sheets, in order. */
    public static List<SheetSchema> schemas() {
        return SECTIONS.stream().map(Section::schema).toList();
    }

    /**
     * Document on a comparison.
     *
     * @param top number of rows of a long table that are shown at first
     */
    public static Document of(RunDiff diff, int top) {
        return new Document(List.of(Document.Group.of("", SECTIONS, List.of(diff), top)));
    }

    /** What a gate says of a comparison, as a sentence. */
    public static String gate(RunDiff diff, Gate gate) {
        return DiffWords.gate(diff, gate);
    }
}
