package io.tracemill.cli.diff;

import io.tracemill.cli.report.render.ReportFormat;
import java.io.IOException;
import java.io.Writer;

/** Output format of a comparison. */
public enum DiffFormat {
    /** Sentences and tables for people. */
    TABLE {
        @Override
        public void write(RunDiff diff, int top, Writer out, int columns) throws IOException {
            ReportFormat.TABLE.write(DiffReport.of(diff, top), out, columns);
        }
    },
    /** One object with all values, for programs. */
    JSON {
        @Override
        public void write(RunDiff diff, int top, Writer out, int columns) throws IOException {
            ReportFormat.JSON.write(DiffReport.of(diff, top), out, columns);
        }
    },
    /** All sheets as CSV, for programs. */
    CSV {
        @Override
        public void write(RunDiff diff, int top, Writer out, int columns) throws IOException {
            ReportFormat.CSV.write(DiffReport.of(diff, top), out, columns);
        }
    },
    /** A summary for a pull request. */
    MARKDOWN {
        @Override
        public void write(RunDiff diff, int top, Writer out, int columns) throws IOException {
            out.write(MarkdownSummary.of(diff, top));
            out.flush();
        }
    };

    /**
     * Writes a comparison.
     *
     * @param top number of rows of a long table that are shown at first
     * @param columns width of a line of text for people, in characters
     */
    public abstract void write(RunDiff diff, int top, Writer out, int columns) throws IOException;
}
