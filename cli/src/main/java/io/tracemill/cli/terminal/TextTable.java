package io.tracemill.cli.terminal;

import io.tracemill.schemas.VisibleText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Rows under headers, two spaces apart, numbers to the right. The widest columns of names give way when the whole is
 * wider than the terminal, down to a width at which a name can still be told.
 */
public final class TextTable {

    private static final String GAP = "  ";
    private static final int NARROWEST_NAME = 16;
    private static final String CUT = "...";

    private final List<String> headers;
    private final List<List<String>> rows = new ArrayList<>();

    /** Headers of the columns; one that starts with {@code <} is aligned left, others right. */
    public TextTable(String... headers) {
        this.headers = List.of(headers);
    }

    /** Adds a row with a cell for each header. */
    public void row(String... cells) {
        if (cells.length != headers.size()) {
            throw new IllegalArgumentException(
                    "a row must have " + headers.size() + " cells but had " + Arrays.toString(cells));
        }
        rows.add(Arrays.stream(cells).map(TextTable::printable).toList());
    }

    /** Whether it has no row. */
    public boolean isEmpty() {
        return rows.isEmpty();
    }

    /** The table's lines, none of them wider than {@code columns} where that is possible. */
    public List<String> lines(int columns) {
        boolean[] used = used();
        int[] widths = widths(columns, used);
        List<String> lines = new ArrayList<>();
        lines.add(line(headers.stream().map(TextTable::title).toList(), widths, used));
        rows.forEach(row -> lines.add(line(row, widths, used)));
        return lines;
    }

    /** Columns in which at least one row says something; all of them where there are no rows. */
    private boolean[] used() {
        boolean[] used = new boolean[headers.size()];
        Arrays.fill(used, rows.isEmpty());
        for (List<String> row : rows) {
            for (int i = 0; i < used.length; i++) {
                used[i] |= !row.get(i).isEmpty();
            }
        }
        return used;
    }

    private int[] widths(int columns, boolean[] used) {
        int[] widths = IntStream.range(0, headers.size())
                .map(i -> used[i] ? width(i) : 0)
                .toArray();
        int total = IntStream.range(0, widths.length)
                .filter(i -> used[i])
                .map(i -> widths[i] + GAP.length())
                .sum();
        for (int excess = total - GAP.length() - columns; excess > 0; excess--) {
            int name = nameColumn(widths);
            if (name < 0 || widths[name] <= NARROWEST_NAME) {
                break;
            }
            widths[name]--;
        }
        return widths;
    }

    private int width(int column) {
        return Math.max(
                title(headers.get(column)).length(),
                rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0));
    }

    /** The widest of the columns of names. */
    private int nameColumn(int[] widths) {
        return IntStream.range(0, headers.size())
                .filter(i -> isLeft(i))
                .boxed()
                .max(java.util.Comparator.comparingInt((Integer i) -> widths[i]))
                .orElse(-1);
    }

    private String line(List<String> cells, int[] widths, boolean[] used) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            if (used[i]) {
                line.append(line.isEmpty() ? "" : GAP).append(pad(cut(cells.get(i), widths[i]), widths[i], isLeft(i)));
            }
        }
        return line.toString().stripTrailing();
    }

    private boolean isLeft(int column) {
        return headers.get(column).startsWith("<");
    }

    private static String title(String header) {
        return header.startsWith("<") ? header.substring(1) : header;
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
