package io.tracemill.cli.report.sheet;

import java.util.List;
import java.util.Optional;

/**
 * Sheet: one part of a report as data. Rows are in the order of the report, and everything is computed; a renderer only
 * writes.
 *
 * @param schema schema of the sheet
 * @param heading heading of this sheet; that of the schema unless it has one of its own
 * @param about phrase beside the heading, which says what this sheet shows
 * @param sentences sentences before the rows
 * @param rows all rows
 * @param rest rows that are not shown at first, if people are told of them
 * @param notes sentences after the rows
 */
public record Sheet(
        SheetSchema schema,
        String heading,
        Optional<Sentence> about,
        List<Sentence> sentences,
        List<Row> rows,
        Optional<Rest> rest,
        List<Sentence> notes) {

    /** Copies the lists. */
    public Sheet {
        sentences = List.copyOf(sentences);
        rows = List.copyOf(rows);
        notes = List.copyOf(notes);
    }

    /** The sheet without the evidence among its sentences. */
    Sheet withoutEvidence() {
        List<Sentence> others = sentences.stream()
                .filter(sentence -> sentence.tone() != Sentence.Tone.EVIDENCE)
                .toList();
        return new Sheet(schema, heading, about, others, rows, rest, notes);
    }

    /** Key of the sheet. */
    public String key() {
        return schema.key();
    }

    /** Rows that people see at first. */
    public List<Row> shown() {
        return rows.stream().filter(Row::shown).toList();
    }
}
