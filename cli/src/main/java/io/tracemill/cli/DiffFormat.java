package io.tracemill.cli;

import io.tracemill.cli.diff.DiffJson;
import io.tracemill.cli.diff.DiffTable;
import io.tracemill.cli.diff.RunDiff;
import java.io.IOException;

/** How a comparison is printed. */
enum DiffFormat {
    /** Tables for a person. */
    TABLE {
        @Override
        void print(RunDiff diff, int top, Console console) {
            DiffTable.print(diff, top, console.columns(), console.out().writer());
        }
    },
    /** One object for a program, complete. */
    JSON {
        @Override
        void print(RunDiff diff, int top, Console console) throws IOException {
            DiffJson.write(diff, console.out().uncloseable());
        }
    };

    abstract void print(RunDiff diff, int top, Console console) throws IOException;
}
