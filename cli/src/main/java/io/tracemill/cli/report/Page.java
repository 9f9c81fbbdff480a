package io.tracemill.cli.report;

import io.tracemill.cli.terminal.Figures;
import io.tracemill.cli.terminal.TextTable;
import java.io.PrintWriter;

/**
 * What a section is written on.
 *
 * @param out receives the lines
 * @param columns width of a line, in characters
 * @param top how many rows of a long list are shown
 */
public record Page(PrintWriter out, int columns, int top) {

    private static final String INDENT = "  ";

    /** Checks the sizes. */
    public Page {
        if (columns < 40) {
            throw new IllegalArgumentException("columns must be at least 40 but was " + columns);
        }
        if (top < 1) {
            throw new IllegalArgumentException("top must be at least 1 but was " + top);
        }
    }

    void heading(String text) {
        out.println();
        out.println(text);
    }

    void table(TextTable table) {
        if (!table.isEmpty()) {
            table.lines(columns - INDENT.length()).forEach(line -> out.println(INDENT + line));
        }
    }

    /** A sentence, broken between words; its later lines stand further in. */
    void text(String text) {
        String line = INDENT;
        for (String word : TextTable.printable(text).split(" ", -1)) {
            boolean first = line.isBlank();
            if (!first && line.length() + 1 + word.length() > columns) {
                out.println(line);
                line = INDENT + INDENT;
                first = true;
            }
            line += first ? word : " " + word;
        }
        out.println(line);
    }

    /** Says of a list cut to {@code top} rows how many are missing. */
    void more(int rows, String what) {
        if (rows > top) {
            text("... and " + Figures.count(rows - top) + " more " + what + " (--top " + rows + " shows all)");
        }
    }
}
