package io.tracemill.cli.bench;

import io.tracemill.cli.query.TraceFileSql;
import io.tracemill.cli.terminal.ErrorLine;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The process in which DuckDB counts the events of a trace and prints their number. */
public final class DuckDbEventCount {

    private DuckDbEventCount() {}

    /** Takes the trace. */
    public static void main(String[] args) {
        try (PrintStream out =
                new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8)) {
            out.println(TraceFileSql.countEvents(Path.of(args[0])));
        } catch (IOException e) {
            try (PrintStream err =
                    new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8)) {
                err.println(ErrorLine.of(e));
            }
            System.exit(1);
        }
    }
}
