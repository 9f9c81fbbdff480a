package io.tracemill.cli;

import io.tracemill.cli.report.JsonReport;
import io.tracemill.cli.report.Page;
import io.tracemill.cli.report.TableReport;
import java.io.IOException;

/** How a report is printed. */
enum ReportFormat {
    /** Tables for a person. */
    TABLE {
        @Override
        void print(ArchiveReports reports, int top, Console console) {
            Page page = new Page(console.out().writer(), console.columns(), top);
            reports.traces().forEach(report -> TableReport.print(report, page));
            reports.runs().forEach(run -> TableReport.print(run, page));
        }
    },
    /** One object for a program, complete. */
    JSON {
        @Override
        void print(ArchiveReports reports, int top, Console console) throws IOException {
            JsonReport.write(reports.traces(), reports.runs(), console.out().uncloseable());
        }
    };

    abstract void print(ArchiveReports reports, int top, Console console) throws IOException;
}
