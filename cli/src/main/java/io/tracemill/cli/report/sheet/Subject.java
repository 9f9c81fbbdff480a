package io.tracemill.cli.report.sheet;

import java.util.List;
import java.util.function.Supplier;

/**
 * Sheets about one subject of a report, such as a trace or a run.
 *
 * @param source makes the sheets, in the order of the report; their keys differ
 * @param extent how much of it people see
 */
public record Subject(Supplier<List<Sheet>> source, Extent extent) {

    /** How much of a subject people see. Programs see all of it. */
    public enum Extent {
        /** All sheets. */
        WHOLE,
        /** Sheets that say what is most important, without the evidence. */
        SHORT,
        /** Nothing; other subjects stand for it. */
        NOTHING
    }

    /** A subject whose sheets are made already. */
    public static Subject of(List<Sheet> sheets, Extent extent) {
        List<Sheet> made = List.copyOf(sheets);
        return new Subject(() -> made, extent);
    }

    /** The sheets. They are made when they are asked for, and not kept: those of many traces take much memory. */
    public List<Sheet> sheets() {
        return source.get();
    }

    /** Sheets that people see. */
    public List<Sheet> shown() {
        return switch (extent) {
            case WHOLE -> sheets();
            case SHORT ->
                sheets().stream()
                        .filter(sheet -> sheet.schema().inShort())
                        .map(Sheet::withoutEvidence)
                        .toList();
            case NOTHING -> List.of();
        };
    }
}
