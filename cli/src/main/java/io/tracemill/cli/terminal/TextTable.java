package io.tracemill.cli.terminal;

import io.tracemill.schemas.VisibleText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * Rows under headers, two spaces apart, numbers to the right. A table that is wider than the terminal first breaks its
 * headers into two lines and narrows its columns of names, then leaves out columns, the least important ones first.
 */
public final class TextTable {

    static final String GAP = "  ";
    private static final String CUT = "...";

    private final List<Column> columns;
    private final List<List<String>> rows = new ArrayList<>();
    private final Map<Integer, Function<List<String>, Cutter>> cutters = new HashMap<>();

    /** Cuts the cells of a column. */
    @FunctionalInterface
    public interface Cutter {
        /** Text of a cell that is no wider than {@code width} characters. */
        String cut(String cell, int width);
    }

    /** How long a column stays in a table that gets narrower. */
    public enum Stay {
        /** In every table. */
        ALWAYS,
        /** Until only columns that always stay are left. */
        LONG,
        /** Until the columns of names are narrow. */
        SHORT,
        /** While all other columns are shown in full. */
        LEAST
    }

    /**
     * Column of a table.
     *
     * @param title text of its header
     * @param isLeft whether its cells are aligned left, as words are
     * @param isNames whether its cells are names, which can be narrowed
     * @param stay how long it stays
     */
    public record Column(String title, boolean isLeft, boolean isNames, Stay stay) {

        /** A column that always stays; a header that starts with {@code <} is that of a column of names. */
        static Column of(String header) {
            boolean isNames = header.startsWith("<");
            return new Column(isNames ? header.substring(1) : header, isNames, isNames, Stay.ALWAYS);
        }
    }

    /**
     * A table at one width.
     *
     * @param lines its lines
     * @param headers number of lines that are headers
     * @param shown titles of the columns in it
     * @param leftOut titles of the columns that had no room
     */
    public record Lines(List<String> lines, int headers, List<String> shown, List<String> leftOut) {}

    /** A table whose columns always stay; a header that starts with {@code <} is that of a column of names. */
    public TextTable(String... headers) {
        this(Arrays.stream(headers).map(Column::of).toList());
    }

    /** A table with these columns. */
    public TextTable(List<Column> columns) {
        this.columns = List.copyOf(columns);
    }

    /** Adds a row with a cell for each column. */
    public void row(String... cells) {
        if (cells.length != columns.size()) {
            throw new IllegalArgumentException(
                    "a row must have " + columns.size() + " cells but had " + Arrays.toString(cells));
        }
        rows.add(Arrays.stream(cells).map(TextTable::printable).toList());
    }

    /** Lets the cells of a column be cut by a cutter that is made for all of them. */
    public void cut(int column, Function<List<String>, Cutter> cutter) {
        cutters.put(column, cutter);
    }

    /** Whether it has no row. */
    public boolean isEmpty() {
        return rows.isEmpty();
    }

    /** The table's lines, none of them wider than {@code width} where that is possible. */
    public List<String> lines(int width) {
        return at(width).lines();
    }

    /** The table at a width. Columns in which no row says something are not in it, unless there is no row at all. */
    public Lines at(int width) {
        int[] used = IntStream.range(0, columns.size()).filter(this::isUsed).toArray();
        List<Cutter> cutting =
                IntStream.range(0, columns.size()).mapToObj(this::cutter).toList();
        TableFit fit = new TableFit(columns, column -> widest(column, cutting.get(column))).in(width, used);
        List<String> lines = new ArrayList<>();
        fit.headers().forEach(header -> lines.add(line(header::get, fit)));
        rows.forEach(row -> lines.add(line(i -> cutting.get(i).cut(row.get(i), fit.width(i)), fit)));
        return new Lines(
                lines,
                fit.headers().size(),
                titles(IntStream.of(used).filter(fit::shows)),
                titles(IntStream.of(used).filter(column -> !fit.shows(column))));
    }

    private List<String> titles(IntStream some) {
        return some.mapToObj(column -> columns.get(column).title())
                .filter(title -> !title.isEmpty())
                .toList();
    }

    private boolean isUsed(int column) {
        return rows.isEmpty() || rows.stream().anyMatch(row -> !row.get(column).isEmpty());
    }

    private Cutter cutter(int column) {
        Function<List<String>, Cutter> cutter = cutters.get(column);
        return cutter == null
                ? TextTable::cut
                : cutter.apply(rows.stream().map(row -> row.get(column)).toList());
    }

    private int widest(int column, Cutter cutter) {
        return rows.stream()
                .mapToInt(row -> cutter.cut(row.get(column), Integer.MAX_VALUE).length())
                .max()
                .orElse(0);
    }

    private String line(IntFunction<String> cells, TableFit fit) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < columns.size(); i++) {
            if (fit.shows(i)) {
                line.append(line.isEmpty() ? "" : GAP)
                        .append(pad(cut(cells.apply(i), fit.width(i)), fit.width(i), columns.get(i).isLeft));
            }
        }
        return line.toString().stripTrailing();
    }

    private static String pad(String cell, int width, boolean left) {
        String blanks = " ".repeat(width - cell.length());
        return left ? cell + blanks : blanks + cell;
    }

    /** Keeps both ends of a long name: kernels of a family differ at their ends. */
    static String cut(String text, int width) {
        if (text.length() <= width) {
            return text;
        }
        int tail = Math.max(0, (width - CUT.length()) / 3);
        return text.substring(0, width - CUT.length() - tail) + CUT + text.substring(text.length() - tail);
    }

    /** A text as a cell or a sentence shows it: a name out of a file must not move the cursor of a terminal. */
    public static String printable(String text) {
        return VisibleText.of(text);
    }
}
