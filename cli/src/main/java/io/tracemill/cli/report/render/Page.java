package io.tracemill.cli.report.render;

import io.tracemill.cli.terminal.TextTable;
import java.io.PrintWriter;

/**
 * Page that text is written on.
 *
 * @param out receives the lines
 * @param columns width of a line, in characters
 */
public record Page(PrintWriter out, int columns) {

    private static final String INDENT = "  ";

    /** Checks the width. */
    public Page {
        if (columns < 40) {
            throw new IllegalArgumentException("columns must be at least 40 but was " + columns);
        }
    }

    void line(String text) {
        out.println(TextTable.printable(text));
    }

    void table(TextTable table) {
        table.lines(columns - INDENT.length()).forEach(line -> out.println(INDENT + line));
    }

    /** Writes a sentence, broken where it may be, with its later lines indented further. */
    void text(String text) {
        String line = INDENT;
        for (String piece : LineBreaks.pieces(TextTable.printable(text))) {
            if (!line.isBlank() && LineBreaks.width(line) + LineBreaks.width(piece.stripTrailing()) > columns) {
                out.println(line.stripTrailing());
                line = INDENT + INDENT;
            }
            line += piece;
        }
        out.println(line.stripTrailing());
    }
}
