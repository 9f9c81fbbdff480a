package io.tracemill.cli;

import io.tracemill.cli.report.render.ReportFormat;
import io.tracemill.cli.report.sheet.Document;
import io.tracemill.cli.terminal.Console;
import java.io.IOException;
import picocli.CommandLine.Option;

/** The option {@code --format} of commands that print one table. */
final class TableFormatOption {

    @Option(
            names = "--format",
            paramLabel = "table|json|csv",
            defaultValue = "table",
            description = "Print a table, or every value as JSON or CSV (default: ${DEFAULT-VALUE}).")
    private ReportFormat format = ReportFormat.TABLE;

    /** Prints a document. */
    void print(Document document, Console console) throws IOException {
        format.write(document, console.out().uncloseable(), console.screen());
    }
}
