package io.tracemill.cli.bench;

import io.tracemill.cli.terminal.Console;
import java.io.IOException;

/** How what was measured is printed. */
public enum BenchFormat {
    /** Tables for a person. */
    TABLE {
        @Override
        public void print(PrintedReport report, Console console) {
            report.printTables(console.out().writer(), console.screen().columns());
        }
    },
    /** One object for a program, every run in it. */
    JSON {
        @Override
        public void print(PrintedReport report, Console console) throws IOException {
            report.writeJson(console.out().uncloseable());
        }
    };

    /** Writes it to standard output. */
    public abstract void print(PrintedReport report, Console console) throws IOException;
}
