package io.tracemill.cli.runs;

import io.tracemill.cli.report.sheet.Document;
import io.tracemill.cli.report.sheet.SheetSchema;
import java.util.List;

/** Report on the runs of an archive: one sheet. */
public final class RunsReport {

    private static final RunsSection SECTION = new RunsSection();

    private RunsReport() {}

    /** Schema of the sheet. */
    public static SheetSchema schema() {
        return SECTION.schema();
    }

    /** Document on these runs, all of which are shown. */
    public static Document of(List<RunRow> rows) {
        return new Document(List.of(Document.Group.of("", List.of(SECTION), List.of(rows), rows.size())));
    }
}
