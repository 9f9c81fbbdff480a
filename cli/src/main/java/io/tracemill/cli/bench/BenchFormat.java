package io.tracemill.cli.bench;

import io.tracemill.bench.measure.BenchReport;
import io.tracemill.cli.terminal.Console;
import java.io.IOException;

/** How what was measured is printed. */
public enum BenchFormat {
    /** Tables for a person. */
    TABLE {
        @Override
        public void print(BenchReport report, Console console) {
            BenchTables.print(report, console.out().writer(), console.screen().columns());
        }
    },
    /** One object for a program, every run in it. */
    JSON {
        @Override
        public void print(BenchReport report, Console console) throws IOException {
            BenchJson.write(report, console.out().uncloseable());
        }
    };

    /** Writes it to standard output. */
    public abstract void print(BenchReport report, Console console) throws IOException;
}
