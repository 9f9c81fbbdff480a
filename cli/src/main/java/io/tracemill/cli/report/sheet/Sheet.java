package io.tracemill.cli.report.sheet;

import java.util.List;
import java.util.Optional;

/**
 * One part of a report as data: rows in the order a reader wants, and what is to be said about them. Everything in it is computed; a
 * renderer only writes.
 *
 * @param schema what it is
 * @param heading what this one is called; the schema's heading where it has no name of its own
 * @param about what this one shows, as a phrase beside the heading; may be empty
 * @param sentences what is said before the rows
 * @param rows all of them
 * @param rest those that are not shown at first, where a person should know of them
 * @param notes what is said after the rows
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

    /** Its name for programs. */
    public String key() {
        return schema.key();
    }

    /** The rows that a person is shown at first. */
    public List<Row> shown() {
        return rows.stream().filter(Row::shown).toList();
    }
}
