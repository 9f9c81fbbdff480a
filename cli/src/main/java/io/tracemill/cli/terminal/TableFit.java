package io.tracemill.cli.terminal;

import io.tracemill.cli.terminal.TextTable.Column;
import io.tracemill.cli.terminal.TextTable.Stay;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;

/** Which columns of a table fit into a width, and how wide they are. */
final class TableFit {

    /** Width at which most names are still whole or can be read. */
    private static final int READABLE_NAME = 24;

    /** Width at which a name can still be told. */
    private static final int NARROWEST_NAME = 16;

    private final List<Column> columns;
    private final IntUnaryOperator widest;
    private final int[] widths;
    private boolean twoLines;

    /**
     * Begins the fit of a table.
     *
     * @param widest length of the longest cell of a column
     */
    TableFit(List<Column> columns, IntUnaryOperator widest) {
        this.columns = columns;
        this.widest = widest;
        this.widths = new int[columns.size()];
    }

    /** Fits these columns into a width. */
    TableFit in(int width, int[] used) {
        List<Integer> leaving = IntStream.of(used)
                .filter(i -> columns.get(i).stay() != Stay.ALWAYS)
                .boxed()
                .sorted(Comparator.comparing((Integer i) -> columns.get(i).stay())
                        .thenComparing(Comparator.naturalOrder())
                        .reversed())
                .toList();
        for (int gone = 0; gone <= leaving.size(); gone++) {
            List<Integer> without = leaving.subList(0, gone);
            int[] shown = IntStream.of(used).filter(i -> !without.contains(i)).toArray();
            boolean isLast = gone == leaving.size();
            if (fits(shown, width, false) || fits(shown, width, true) || isLast) {
                narrow(shown, width, isLast ? NARROWEST_NAME : READABLE_NAME);
                return this;
            }
        }
        return this;
    }

    private boolean fits(int[] shown, int width, boolean inTwoLines) {
        twoLines = inTwoLines;
        return total(IntStream.of(shown).map(this::least)) <= width;
    }

    private int least(int column) {
        int natural = natural(column);
        return columns.get(column).isNames() ? Math.min(natural, Math.max(READABLE_NAME, header(column))) : natural;
    }

    private int natural(int column) {
        return Math.max(header(column), widest.applyAsInt(column));
    }

    private int header(int column) {
        return headerLines(column).stream().mapToInt(String::length).max().orElse(0);
    }

    private static int total(IntStream widths) {
        return widths.map(width -> width + TextTable.GAP.length()).sum() - TextTable.GAP.length();
    }

    /** Sets the widths: the widest columns of names give way, one character at a time, but not below a width. */
    private void narrow(int[] shown, int width, int narrowest) {
        for (int column : shown) {
            widths[column] = natural(column);
        }
        int[] names = IntStream.of(shown).filter(i -> columns.get(i).isNames()).toArray();
        for (int excess = total(IntStream.of(shown).map(i -> widths[i])) - width; excess > 0; excess--) {
            int column = widestOf(names);
            if (column < 0 || widths[column] <= narrowest) {
                break;
            }
            widths[column]--;
        }
    }

    private int widestOf(int[] names) {
        return IntStream.of(names)
                .boxed()
                .max(Comparator.comparingInt(i -> widths[i]))
                .orElse(-1);
    }

    boolean shows(int column) {
        return widths[column] > 0;
    }

    int width(int column) {
        return widths[column];
    }

    /** Lines of the header, one cell for each column. */
    List<List<String>> headers() {
        int lines = twoLines
                ? IntStream.range(0, columns.size())
                        .filter(this::shows)
                        .map(i -> headerLines(i).size())
                        .max()
                        .orElse(1)
                : 1;
        List<List<String>> headers = new ArrayList<>();
        for (int line = lines; line > 0; line--) {
            int fromEnd = line;
            headers.add(IntStream.range(0, columns.size())
                    .mapToObj(this::headerLines)
                    .map(parts -> parts.size() < fromEnd ? "" : parts.get(parts.size() - fromEnd))
                    .toList());
        }
        return headers;
    }

    /** Title of a column in one line, or in the two that are narrowest if that makes the column narrower. */
    private List<String> headerLines(int column) {
        String title = columns.get(column).title();
        List<String> best = List.of(title);
        int cells = Math.min(widest.applyAsInt(column), NARROWEST_NAME);
        if (twoLines && title.length() > cells) {
            for (int blank = title.indexOf(' '); blank > 0; blank = title.indexOf(' ', blank + 1)) {
                if (Math.max(blank, title.length() - blank - 1) < widest(best)) {
                    best = List.of(title.substring(0, blank), title.substring(blank + 1));
                }
            }
        }
        return best;
    }

    private static int widest(List<String> lines) {
        return lines.stream().mapToInt(String::length).max().orElse(0);
    }
}
