package io.tracemill.cli.report.sheet;

import io.tracemill.cli.report.sheet.SheetSchema.Role;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A sheet's schema together with how each column is read from a row.
 *
 * @param <R> the row as it was read
 */
public final class Layout<R> {

    private final SheetSchema schema;
    private final List<Field<R>> fields;

    private Layout(SheetSchema schema, List<Field<R>> fields) {
        this.schema = schema;
        this.fields = fields;
    }

    /** One row, of the subject as a whole. */
    public static <R> Builder<R> facts(String key, String heading, Fields<R> fields) {
        return new Builder<>(key, Role.FACTS, heading, fields);
    }

    /** Rows of their own. */
    public static <R> Builder<R> rows(String key, String heading, Fields<R> fields) {
        return new Builder<>(key, Role.ROWS, heading, fields);
    }

    /** Values that other sheets have too, chosen and ordered for a person. */
    public static <R> Builder<R> view(String key, String heading, Fields<R> fields) {
        return new Builder<>(key, Role.VIEW, heading, fields);
    }

    /** What every sheet with this layout is like. */
    public SheetSchema schema() {
        return schema;
    }

    /** Begins a sheet of these rows, all of which are shown. */
    public SheetBuilder<R> sheet(List<R> rows) {
        return new SheetBuilder<>(this, rows);
    }

    Row row(R row, boolean shown) {
        List<Object> cells = new ArrayList<>(fields.size());
        fields.forEach(field -> cells.add(field.value().of(row)));
        return new Row(shown, cells);
    }

    /**
     * Chooses the columns, in the order of a table.
     *
     * @param <R> the row as it was read
     */
    public static final class Builder<R> {

        private final String key;
        private final Role role;
        private final String heading;
        private final Fields<R> fields;
        private final List<Column> columns = new ArrayList<>();
        private final List<Mark> marks = new ArrayList<>();
        private String about = "";
        private Optional<String> parent = Optional.empty();

        private Builder(String key, Role role, String heading, Fields<R> fields) {
            this.key = key;
            this.role = role;
            this.heading = heading;
            this.fields = fields;
        }

        /** Says what the sheet shows, as a phrase beside its heading. */
        public Builder<R> about(String phrase) {
            about = phrase;
            return this;
        }

        /** Makes its rows parts of the rows of another sheet. */
        public Builder<R> within(String sheet) {
            parent = Optional.of(sheet);
            return this;
        }

        /** Adds a column that says which row it is. */
        public Builder<R> key(String field, String title) {
            return add(field, title, Priority.KEY);
        }

        /** Adds a column of what the sheet is about. */
        public Builder<R> main(String field, String title) {
            return add(field, title, Priority.MAIN);
        }

        /** Adds a column that is shown where there is room. */
        public Builder<R> side(String field, String title) {
            return add(field, title, Priority.SIDE);
        }

        /** Adds a column for programs. */
        public Builder<R> detail(String field) {
            return add(field, "", Priority.DETAIL);
        }

        /** Adds all other fields, for programs. */
        public Builder<R> details() {
            Set<String> chosen = new HashSet<>();
            columns.forEach(column -> chosen.add(column.key()));
            fields.all().stream()
                    .map(Field::key)
                    .filter(field -> !chosen.contains(field))
                    .forEach(this::detail);
            return this;
        }

        /** Makes a flag a reservation about values of the row. */
        public Builder<R> mark(String flag, List<String> marked, String note) {
            marks.add(new Mark(flag, marked, note));
            return this;
        }

        /** What was chosen. */
        public Layout<R> build() {
            return new Layout<>(
                    new SheetSchema(key, role, heading, about, parent, columns, marks),
                    columns.stream().map(column -> fields.field(column.key())).toList());
        }

        private Builder<R> add(String key, String title, Priority priority) {
            Field<R> field = fields.field(key);
            columns.add(new Column(key, title, field.unit(), field.shape(), priority, field.meaning()));
            return this;
        }
    }
}
