package io.tracemill.cli.report.sheet;

import java.util.List;
import java.util.Optional;

/**
 * Sheets about one subject of a report, such as a trace or a run.
 *
 * @param sheets the sheets, in the order of the report; their keys differ
 */
public record Subject(List<Sheet> sheets) {

    /** Copies the list. */
    public Subject {
        sheets = List.copyOf(sheets);
    }

    /** Sheet of facts, if there is one. */
    public Optional<Sheet> facts() {
        return sheets.stream()
                .filter(sheet -> sheet.schema().role() == SheetSchema.Role.FACTS)
                .findFirst();
    }
}
