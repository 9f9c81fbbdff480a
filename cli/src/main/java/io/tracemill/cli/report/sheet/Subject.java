package io.tracemill.cli.report.sheet;

import java.util.List;
import java.util.Optional;

/**
 * All that is said of one trace, one run, or whatever else a report is about.
 *
 * @param sheets in the order a reader wants; no two have the same key
 */
public record Subject(List<Sheet> sheets) {

    /** Copies the list. */
    public Subject {
        sheets = List.copyOf(sheets);
    }

    /** What is said of it as a whole. */
    public Optional<Sheet> facts() {
        return sheets.stream()
                .filter(sheet -> sheet.schema().role() == SheetSchema.Role.FACTS)
                .findFirst();
    }
}
