package io.tracemill.cli.report.render;

import io.tracemill.cli.report.sheet.Document;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;

/** Output format of a document. */
public enum ReportFormat {
    /** Sentences and tables for people. */
    TABLE {
        @Override
        public void write(Document document, Writer out, int columns) {
            PrintWriter page = new PrintWriter(out);
            TextRenderer.write(document, new Page(page, columns));
            page.flush();
        }
    },
    /** One object with all values, for programs. */
    JSON {
        @Override
        public void write(Document document, Writer out, int columns) throws IOException {
            JsonRenderer.write(document, out);
        }
    },
    /** All sheets as CSV, for programs. */
    CSV {
        @Override
        public void write(Document document, Writer out, int columns) throws IOException {
            CsvRenderer.write(document, out);
        }
    };

    /**
     * Writes a document.
     *
     * @param columns width of a line of text for people, in characters
     */
    public abstract void write(Document document, Writer out, int columns) throws IOException;
}
