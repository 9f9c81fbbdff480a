package io.tracemill.cli.bench.telemetry;

import io.tracemill.cli.terminal.Console;
import java.io.IOException;

/** How what was measured is printed. */
public enum TelemetryFormat {
    /** Tables for a person. */
    TABLE {
        @Override
        public void print(TelemetryReport report, Console console) {
            TelemetryTables.print(
                    report, console.out().writer(), console.screen().columns());
        }
    },
    /** One object for a program, every minute in it. */
    JSON {
        @Override
        public void print(TelemetryReport report, Console console) throws IOException {
            TelemetryJson.write(report, console.out().uncloseable());
        }
    };

    /** Writes it to standard output. */
    public abstract void print(TelemetryReport report, Console console) throws IOException;
}
