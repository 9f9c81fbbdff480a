package io.tracemill.cli.report.sheet;

import io.tracemill.cli.report.sheet.SheetSchema.Role;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Layout of a sheet: its schema, and a reader for each column.
 *
 * @param <R> type of the row
 */
public final class Layout<R> {

    private final SheetSchema schema;
    private final List<Field<R>> fields;

    private Layout(SheetSchema schema, List<Field<R>> fields) {
        this.schema = schema;
        this.fields = fields;
    }

    /** Begins the layout of facts: one row about the subject as a whole. */
    public static <R> Builder<R> facts(String key, String heading, Fields<R> fields) {
        return new Builder<>(key, Role.FACTS, heading, fields);
    }

    /** Begins the layout of a sheet with rows of its own. */
    public static <R> Builder<R> rows(String key, String heading, Fields<R> fields) {
        return new Builder<>(key, Role.ROWS, heading, fields);
    }

    /** Begins the layout of a view: values of other sheets, chosen and ordered for people. */
    public static <R> Builder<R> view(String key, String heading, Fields<R> fields) {
        return new Builder<>(key, Role.VIEW, heading, fields);
    }

    /** Schema of every sheet with this layout. */
    public SheetSchema schema() {
        return schema;
    }

    /** Begins a sheet with these rows, all of them shown. */
    public SheetBuilder<R> sheet(List<R> rows) {
        return new SheetBuilder<>(this, rows);
    }

    Row row(R row, boolean shown) {
        List<Object> cells = new ArrayList<>(fields.size());
        fields.forEach(field -> cells.add(field.value().of(row)));
        return new Row(shown, cells);
    }

    /**
     * Builder of a layout. Columns are added in the order of a table.
     *
     * @param <R> type of the row
     */
    public static final class Builder<R> {

        private final String key;
        private final Role role;
        private final String heading;
        private final Fields<R> fields;
        private final List<Column> columns = new ArrayList<>();
        private final List<Mark> marks = new ArrayList<>();
        private String about = "";
        private boolean inShort;
        private Optional<String> parent = Optional.empty();

        private Builder(String key, Role role, String heading, Fields<R> fields) {
            this.key = key;
            this.role = role;
            this.heading = heading;
            this.fields = fields;
        }

        /** Sets the phrase beside the heading, which says what the sheet shows. */
        public Builder<R> about(String phrase) {
            about = phrase;
            return this;
        }

        /** Shows the sheet of a subject that is shown in short, too. */
        public Builder<R> inShort() {
            inShort = true;
            return this;
        }

        /** Makes the rows parts of the rows of another sheet. */
        public Builder<R> within(String sheet) {
            parent = Optional.of(sheet);
            return this;
        }

        /** Adds a column that identifies the row. */
        public Builder<R> key(String field, String title) {
            return add(field, title, Priority.KEY);
        }

        /** Adds a column that matters most, with a bar beside each value. */
        public Builder<R> bar(String field, String title) {
            main(field, title);
            columns.set(columns.size() - 1, columns.get(columns.size() - 1).withBar());
            return this;
        }

        /** Adds a column that matters most. */
        public Builder<R> main(String field, String title) {
            return add(field, title, Priority.MAIN);
        }

        /** Adds a column that is shown if there is room. */
        public Builder<R> side(String field, String title) {
            return add(field, title, Priority.SIDE);
        }

        /** Adds a column that only programs see. */
        public Builder<R> detail(String field) {
            return add(field, "", Priority.DETAIL);
        }

        /** Adds all other fields as columns that only programs see. */
        public Builder<R> details() {
            Set<String> chosen = new HashSet<>();
            columns.forEach(column -> chosen.add(column.key()));
            fields.all().stream()
                    .map(Field::key)
                    .filter(field -> !chosen.contains(field))
                    .forEach(this::detail);
            return this;
        }

        /** Makes a flag a footnote to values of the row. */
        public Builder<R> mark(String flag, List<String> marked, String note) {
            marks.add(new Mark(flag, marked, note));
            return this;
        }

        /** The layout. */
        public Layout<R> build() {
            return new Layout<>(
                    new SheetSchema(key, role, heading, about, inShort, parent, columns, marks),
                    columns.stream().map(column -> fields.field(column.key())).toList());
        }

        private Builder<R> add(String key, String title, Priority priority) {
            Field<R> field = fields.field(key);
            columns.add(new Column(key, title, field.unit(), field.shape(), priority, field.meaning(), false));
            return this;
        }
    }
}
