package io.tracemill.cli.report.render;

import io.tracemill.cli.report.sheet.Document;
import io.tracemill.cli.terminal.Screen;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;

/** Output format of a document. */
public enum ReportFormat {
    /** Sentences and tables for people. */
    TABLE {
        @Override
        public void write(Document document, Writer out, Screen screen) {
            PrintWriter page = new PrintWriter(out);
            TextRenderer.write(document, new Page(page, screen));
            page.flush();
        }
    },
    /** One object with all values, for programs. */
    JSON {
        @Override
        public void write(Document document, Writer out, Screen screen) throws IOException {
            JsonRenderer.write(document, out);
        }
    },
    /** All sheets as CSV, for programs. */
    CSV {
        @Override
        public void write(Document document, Writer out, Screen screen) throws IOException {
            CsvRenderer.write(document, out);
        }
    };

    /**
     * Writes a document.
     *
     * @param screen what people can see
     */
    public abstract void write(Document document, Writer out, Screen screen) throws IOException;
}
