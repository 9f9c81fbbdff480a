package io.tracemill.cli.report.render;

import io.tracemill.cli.report.sheet.Column;
import io.tracemill.cli.report.sheet.Mark;
import io.tracemill.cli.report.sheet.Priority;
import io.tracemill.cli.report.sheet.Row;
import io.tracemill.cli.report.sheet.Sheet;
import io.tracemill.cli.report.sheet.Unit;
import io.tracemill.cli.terminal.TextTable;
import io.tracemill.cli.terminal.TextTable.Stay;
import io.tracemill.ingest.facts.ShortNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Table of the rows of a sheet that people see. */
final class SheetTable {

    /** Sign at values that a footnote explains. */
    static final String MARK = "*";

    private final Sheet sheet;
    private final List<TextTable.Column> headers = new ArrayList<>();
    private final List<Function<Row, String>> cells = new ArrayList<>();
    private final List<Integer> names = new ArrayList<>();

    private SheetTable(Sheet sheet) {
        this.sheet = sheet;
    }

    /**
     * Makes the table.
     *
     * @param bars whether bars may be drawn
     */
    static TextTable of(Sheet sheet, boolean bars) {
        SheetTable table = new SheetTable(sheet);
        List<Column> columns = sheet.schema().columns();
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).isVisible()) {
                table.add(columns.get(i), i);
                if (bars && columns.get(i).hasBar()) {
                    table.addBars(i);
                }
            }
        }
        return table.table();
    }

    private TextTable table() {
        TextTable table = new TextTable(headers);
        names.forEach(column -> table.cut(column, all -> ShortNames.of(all)::of));
        for (Row row : sheet.shown()) {
            table.row(cells.stream().map(cell -> cell.apply(row)).toArray(String[]::new));
        }
        return table;
    }

    private void add(Column column, int index) {
        boolean isWords = column.unit().isWords();
        if (column.unit() == Unit.NAME) {
            names.add(headers.size());
        }
        // The title of a flag stands in the rows where it is true.
        String title = column.unit() == Unit.FLAG ? "" : column.title();
        headers.add(
                new TextTable.Column(title, isWords, isWords, stay(column.priority(), isMissedLeast(column, index))));
        cells.add(row -> text(row, column, index));
    }

    private void addBars(int index) {
        double largest = sheet.shown().stream()
                .mapToDouble(row -> number(row, index))
                .max()
                .orElse(0);
        headers.add(new TextTable.Column("", true, false, Stay.LEAST));
        cells.add(row -> Bars.of(number(row, index), largest));
    }

    private static double number(Row row, int index) {
        return row.cells().get(index) instanceof Number number ? number.doubleValue() : 0;
    }

    private static Stay stay(Priority priority, boolean isMissedLeast) {
        if (isMissedLeast) {
            return Stay.LEAST;
        }
        return switch (priority) {
            case KEY -> Stay.ALWAYS;
            case MAIN -> Stay.LONG;
            case SIDE -> Stay.SHORT;
            case DETAIL -> throw new IllegalArgumentException("a detail is in no table");
        };
    }

    /** Whether a column tells no rows apart, such as the only device, or has nothing but zeros. */
    private boolean isMissedLeast(Column column, int index) {
        List<Row> rows = sheet.shown();
        Object first = rows.isEmpty() ? null : rows.get(0).cells().get(index);
        boolean isZero =
                first instanceof Number number && number.doubleValue() == 0 && column.priority() != Priority.KEY;
        return rows.size() > 1
                && (column.priority() == Priority.KEY || isZero)
                && rows.stream().allMatch(row -> Objects.equals(row.cells().get(index), first));
    }

    private String text(Row row, Column column, int index) {
        @Nullable Object value = row.cells().get(index);
        if (column.unit() == Unit.FLAG) {
            return Boolean.TRUE.equals(value) ? column.title() : "";
        }
        String text = TextValues.text(value, column.unit());
        boolean marked = !text.isEmpty()
                && sheet.schema().marks().stream()
                        .anyMatch(mark -> mark.marked().contains(column.key()) && holds(mark, row, sheet));
        return marked ? text + MARK : text;
    }

    /**
     * Whether a footnote is true for a row, and one of its columns is in the table.
     *
     * @param leftOut titles of the columns that have no room
     */
    static boolean isShown(Mark mark, Sheet sheet, List<String> leftOut) {
        boolean hasColumn = mark.marked().stream()
                .map(key -> sheet.schema().columns().get(sheet.schema().index(key)))
                .anyMatch(column -> !leftOut.contains(column.title()));
        return hasColumn && sheet.shown().stream().anyMatch(row -> holds(mark, row, sheet));
    }

    private static boolean holds(Mark mark, Row row, Sheet sheet) {
        return Boolean.TRUE.equals(row.cells().get(sheet.schema().index(mark.flag())));
    }
}
