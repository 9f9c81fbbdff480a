package io.tracemill.cli;

import io.tracemill.cli.report.TraceReport;
import io.tracemill.schemas.TraceInfo;
import io.tracemill.storage.Archive;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Reports of the traces of an archive. */
final class ArchiveReports {

    private ArchiveReports() {}

    /** Those that are wanted, by run, rank and id. */
    static List<TraceReport> of(Archive archive, Predicate<TraceInfo> wanted) throws IOException {
        List<TraceReport> reports = new ArrayList<>();
        for (TraceInfo trace : archive.traces()) {
            if (wanted.test(trace)) {
                String id = trace.getTraceId();
                reports.add(new TraceReport(
                        trace,
                        archive.operatorStats(id),
                        archive.kernelStats(id),
                        archive.deviceStats(id),
                        archive.bottlenecks(id)));
            }
        }
        return reports;
    }
}
