package io.tracemill.cli;

import io.tracemill.cli.config.Counts;
import io.tracemill.cli.report.Page;
import io.tracemill.cli.terminal.Console;
import java.io.IOException;
import java.io.Writer;
import java.util.function.Consumer;
import picocli.CommandLine.Option;

/** How an answer is printed. */
final class PrintOptions {

    @Option(
            names = "--format",
            paramLabel = "table|json",
            defaultValue = "table",
            description = "Print tables, or every value as JSON (default: ${DEFAULT-VALUE}).")
    private Format format = Format.TABLE;

    @Option(
            names = "--top",
            paramLabel = "N",
            defaultValue = "15",
            converter = Counts.class,
            description = "Rows to print of a long table (default: ${DEFAULT-VALUE}).")
    private int top;

    enum Format {
        /** Tables for a person. */
        TABLE,
        /** One object for a program, complete. */
        JSON
    }

    /** Writes an answer as JSON. */
    interface Json {
        void write(Writer out) throws IOException;
    }

    /** Prints it one way or the other. */
    void print(Console console, Consumer<Page> tables, Json json) throws IOException {
        switch (format) {
            case TABLE -> tables.accept(new Page(console.out().writer(), console.columns(), top));
            case JSON -> json.write(console.out().uncloseable());
        }
    }
}
