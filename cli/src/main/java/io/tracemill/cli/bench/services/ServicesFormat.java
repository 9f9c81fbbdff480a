package io.tracemill.cli.bench.services;

import io.tracemill.cli.terminal.Console;
import java.io.IOException;

/** How what was measured is printed. */
public enum ServicesFormat {
    /** Tables for a person. */
    TABLE {
        @Override
        public void print(ServicesReport report, Console console) {
            ServicesTables.print(
                    report, console.out().writer(), console.screen().columns());
        }
    },
    /** One object for a program. */
    JSON {
        @Override
        public void print(ServicesReport report, Console console) throws IOException {
            ServicesJson.write(report, console.out().uncloseable());
        }
    };

    /** Writes it to standard output. */
    public abstract void print(ServicesReport report, Console console) throws IOException;
}
