package io.tracemill.cli.diff;

import io.tracemill.cli.report.render.ReportFormat;
import io.tracemill.cli.terminal.Screen;
import java.io.IOException;
import java.io.Writer;

/** Output format of a comparison. */
public enum DiffFormat {
    /** Sentences and tables for people. */
    TABLE {
        @Override
        public void write(RunDiff diff, int top, Writer out, Screen screen) throws IOException {
            ReportFormat.TABLE.write(DiffReport.of(diff, top), out, screen);
        }
    },
    /** One object with all values, for programs. */
    JSON {
        @Override
        public void write(RunDiff diff, int top, Writer out, Screen screen) throws IOException {
            ReportFormat.JSON.write(DiffReport.of(diff, top), out, screen);
        }
    },
    /** All sheets as CSV, for programs. */
    CSV {
        @Override
        public void write(RunDiff diff, int top, Writer out, Screen screen) throws IOException {
            ReportFormat.CSV.write(DiffReport.of(diff, top), out, screen);
        }
    },
    /** A summary for a pull request. */
    MARKDOWN {
        @Override
        public void write(RunDiff diff, int top, Writer out, Screen screen) throws IOException {
            out.write(MarkdownSummary.of(diff, top));
            out.flush();
        }
    };

    /**
     * Writes a comparison.
     *
     * @param top number of rows of a long table that are shown at first
     * @param screen what people can see
     */
    public abstract void write(RunDiff diff, int top, Writer out, Screen screen) throws IOException;
}
