package io.tracemill.cli;

import io.tracemill.cli.report.JsonReport;
import io.tracemill.cli.report.Page;
import io.tracemill.cli.report.TableReport;
import io.tracemill.cli.report.TraceReport;
import java.io.IOException;
import java.util.List;

/** How a report is printed. */
enum ReportFormat {
    /** Tables for a person. */
    TABLE {
        @Override
        void print(List<TraceReport> reports, int top, Console console) {
            Page page = new Page(console.out().writer(), console.columns(), top);
            reports.forEach(report -> TableReport.print(report, page));
        }
    },
    /** One object for a program, complete. */
    JSON {
        @Override
        void print(List<TraceReport> reports, int top, Console console) throws IOException {
            JsonReport.write(reports, console.out().uncloseable());
        }
    };

    abstract void print(List<TraceReport> reports, int top, Console console) throws IOException;
}
