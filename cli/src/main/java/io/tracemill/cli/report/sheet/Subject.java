package io.tracemill.cli.report.sheet;

import java.util.List;
import java.util.Optional;

/**
 * Sheets about one subject of a report, such as a trace or a run.
 *
 * @param sheets the sheets, in the order of the report; their keys differ
 * @param extent how much of it people see
 */
public record Subject(List<Sheet> sheets, Extent extent) {

    /** How much of a subject people see. Programs see all of it. */
    public enum Extent {
        /** All sheets. */
        WHOLE,
        /** Sheets that say what is most important, without the evidence. */
        SHORT,
        /** Nothing; other subjects stand for it. */
        NOTHING
    }

    /** Copies the list. */
    public Subject {
        sheets = List.copyOf(sheets);
    }

    /** Sheets that people see. */
    public List<Sheet> shown() {
        return switch (extent) {
            case WHOLE -> sheets;
            case SHORT ->
                sheets.stream()
                        .filter(sheet -> sheet.schema().inShort())
                        .map(Sheet::withoutEvidence)
                        .toList();
            case NOTHING -> List.of();
        };
    }

    /** Sheet of facts, if there is one. */
    public Optional<Sheet> facts() {
        return sheets.stream()
                .filter(sheet -> sheet.schema().role() == SheetSchema.Role.FACTS)
                .findFirst();
    }
}
