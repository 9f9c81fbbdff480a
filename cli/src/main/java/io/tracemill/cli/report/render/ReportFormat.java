package io.tracemill.cli.report.render;

import io.tracemill.cli.report.sheet.Document;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;

/** How a document is written. */
public enum ReportFormat {
    /** Tables for a person. */
    TABLE {
        @Override
        public void write(Document document, Writer out, int columns) {
            PrintWriter page = new PrintWriter(out);
            TextRenderer.write(document, new Page(page, columns));
            page.flush();
        }
    },
    /** One object for a program, complete. */
    JSON {
        @Override
        public void write(Document document, Writer out, int columns) throws IOException {
            JsonRenderer.write(document, out);
        }
    },
    /** Every sheet as CSV, after a line {@code # key} each, with an empty line between them. */
    CSV {
        @Override
        public void write(Document document, Writer out, int columns) throws IOException {
            CsvRenderer.write(document, out);
        }
    };

    /**
     * Writes a whole document.
     *
     * @param columns width of a line that a person reads, in characters
     */
    public abstract void write(Document document, Writer out, int columns) throws IOException;
}
