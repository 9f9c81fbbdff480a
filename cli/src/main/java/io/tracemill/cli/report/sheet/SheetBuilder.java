package io.tracemill.cli.report.sheet;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Builder of a sheet.
 *
 * @param <R> type of the row
 */
public final class SheetBuilder<R> {

    private final Layout<R> layout;
    private final List<R> rows;
    private final Set<R> shown = Collections.newSetFromMap(new IdentityHashMap<>());
    private final List<Sentence> sentences = new ArrayList<>();
    private final List<Sentence> notes = new ArrayList<>();
    private String heading;
    private Optional<Sentence> about;
    private Optional<Rest> rest = Optional.empty();

    SheetBuilder(Layout<R> layout, List<R> rows) {
        this.layout = layout;
        this.rows = rows;
        shown.addAll(rows);
        SheetSchema schema = layout.schema();
        heading = schema.heading();
        about = schema.about().isEmpty() ? Optional.empty() : Optional.of(Sentence.of(schema.about()));
    }

    /** Sets a heading of its own. */
    public SheetBuilder<R> heading(String name) {
        heading = name;
        return this;
    }

    /** Sets a phrase of its own beside the heading. */
    public SheetBuilder<R> about(Sentence phrase) {
        about = Optional.of(phrase);
        return this;
    }

    /** Shows only these rows at first. */
    public SheetBuilder<R> showing(List<R> some) {
        shown.clear();
        shown.addAll(some);
        return this;
    }

    /** Shows only the first {@code top} rows at first, and tells how many more there are. */
    public SheetBuilder<R> showingFirst(int top, String what) {
        return showing(rows.stream().limit(top).toList()).rest(Rest.beyond(top, rows.size(), what));
    }

    /** Tells people of rows that are not shown at first. */
    public SheetBuilder<R> rest(Rest more) {
        rest = more.count() > 0 ? Optional.of(more) : Optional.empty();
        return this;
    }

    /** Adds a sentence before the rows. */
    public SheetBuilder<R> say(Sentence sentence) {
        sentences.add(sentence);
        return this;
    }

    /** Adds a sentence after the rows. */
    public SheetBuilder<R> note(Sentence sentence) {
        notes.add(sentence);
        return this;
    }

    /** The sheet. */
    public Sheet build() {
        List<Row> filled =
                rows.stream().map(row -> layout.row(row, shown.contains(row))).toList();
        return new Sheet(layout.schema(), heading, about, sentences, filled, rest, notes);
    }
}
