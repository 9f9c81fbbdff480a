package io.tracemill.cli.report.render;

import io.tracemill.cli.terminal.Screen;
import io.tracemill.cli.terminal.Style;
import io.tracemill.cli.terminal.TextTable;
import java.io.PrintWriter;

/** Page that text is written on. */
public final class Page {

    private static final String INDENT = "  ";

    private final PrintWriter out;
    private final Screen screen;
    private int narrowedTables;

    /**
     * Begins a page.
     *
     * @param out receives the lines
     */
    public Page(PrintWriter out, Screen screen) {
        if (screen.columns() < 40) {
            throw new IllegalArgumentException("columns must be at least 40 but was " + screen.columns());
        }
        this.out = out;
        this.screen = screen;
    }

    Screen screen() {
        return screen;
    }

    /** Tables so far that are without some of their columns. */
    int narrowedTables() {
        return narrowedTables;
    }

    void line() {
        out.println();
    }

    /** Writes a heading, broken where it may be, with its later lines indented. */
    void heading(String text) {
        lines(text, "", INDENT, Style.HEADING);
    }

    /** A table at the width of the page. */
    TextTable.Lines fitted(TextTable table) {
        return table.at(screen.columns() - INDENT.length());
    }

    /** Writes a table that fits the page. */
    void table(TextTable.Lines shown) {
        for (int i = 0; i < shown.lines().size(); i++) {
            write(INDENT + shown.lines().get(i), i < shown.headers() ? Style.ASIDE : Style.PLAIN);
        }
        narrowedTables += shown.leftOut().isEmpty() ? 0 : 1;
    }

    /** Writes a sentence, broken where it may be, with its later lines indented further. */
    void text(String text, Style style) {
        lines(text, INDENT, INDENT + INDENT, style);
    }

    private void lines(String text, String first, String later, Style style) {
        String line = first;
        for (String piece : LineBreaks.pieces(TextTable.printable(text))) {
            int width = LineBreaks.width(line) + LineBreaks.width(piece.stripTrailing());
            if (!line.isBlank() && width > screen.columns()) {
                write(line.stripTrailing(), style);
                line = later;
            }
            line += piece;
        }
        write(line.stripTrailing(), style);
    }

    private void write(String line, Style style) {
        out.println(style.of(line, screen));
    }
}
