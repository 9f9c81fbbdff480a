package io.tracemill.cli.report.sheet;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Fills a sheet.
 *
 * @param <R> the row as it was read
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

    /** Gives the sheet a name of its own. */
    public SheetBuilder<R> heading(String name) {
        heading = name;
        return this;
    }

    /** Says what this one shows, in place of what all such sheets show. */
    public SheetBuilder<R> about(Sentence phrase) {
        about = Optional.of(phrase);
        return this;
    }

    /** Shows only some of the rows at first. */
    public SheetBuilder<R> showing(List<R> some) {
        shown.clear();
        shown.addAll(some);
        return this;
    }

    /** Shows only the first rows at first, and says how many more there are. */
    public SheetBuilder<R> showingFirst(int top, String what) {
        return showing(rows.stream().limit(top).toList()).rest(Rest.beyond(top, rows.size(), what));
    }

    /** Says what is not shown at first. */
    public SheetBuilder<R> rest(Rest more) {
        rest = more.count() > 0 ? Optional.of(more) : Optional.empty();
        return this;
    }

    /** Says something before the rows. */
    public SheetBuilder<R> say(Sentence sentence) {
        sentences.add(sentence);
        return this;
    }

    /** Says something after the rows. */
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
