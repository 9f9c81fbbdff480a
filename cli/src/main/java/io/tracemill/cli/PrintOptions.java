package io.tracemill.cli;

import io.tracemill.cli.report.render.ReportFormat;
import io.tracemill.cli.report.sheet.Document;
import io.tracemill.cli.terminal.Console;
import java.io.IOException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How an answer is printed. */
final class PrintOptions {

    @Option(
            names = "--format",
            paramLabel = "table|json|csv",
            defaultValue = "table",
            description = "Print tables, or every value as JSON or CSV (default: ${DEFAULT-VALUE}).")
    private ReportFormat format = ReportFormat.TABLE;

    @Mixin
    private final TopOption top = new TopOption();

    ReportFormat format() {
        return format;
    }

    /** Number of rows of a long table that are shown. */
    int top() {
        return top.rows();
    }

    /** Prints a document. */
    void print(Document document, Console console) throws IOException {
        format.write(document, console.out().uncloseable(), console.screen());
    }
}
