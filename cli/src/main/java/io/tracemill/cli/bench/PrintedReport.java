package io.tracemill.cli.bench;

import io.tracemill.bench.measure.BenchReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;

/** What was measured, ready to be printed in any format. */
public interface PrintedReport {

    /** Prints tables for a person whose terminal is so wide. */
    void printTables(PrintWriter out, int columns);

    /** Writes one object for a program, and a line end. */
    void writeJson(Writer out) throws IOException;

    /** The report of analyses. */
    static PrintedReport of(BenchReport report) {
        return new PrintedReport() {
            @Override
            public void printTables(PrintWriter out, int columns) {
                BenchTables.print(report, out, columns);
            }

            @Override
            public void writeJson(Writer out) throws IOException {
                BenchJson.write(report, out);
            }
        };
    }
}
