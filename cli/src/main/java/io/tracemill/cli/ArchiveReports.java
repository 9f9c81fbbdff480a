package io.tracemill.cli;

import io.tracemill.cli.report.RunReport;
import io.tracemill.cli.report.TraceReport;
import io.tracemill.schemas.RankSpread;
import io.tracemill.schemas.TraceInfo;
import io.tracemill.storage.Archive;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * What an archive says of some traces.
 *
 * @param traces of each of them, by run, rank and id
 * @param runs of each run they belong to whose ranks were compared, by name
 */
record ArchiveReports(List<TraceReport> traces, List<RunReport> runs) {

    /** Of those that are wanted. */
    static ArchiveReports of(Archive archive, Predicate<TraceInfo> wanted) throws IOException {
        List<TraceReport> traces = new ArrayList<>();
        Set<String> runs = new TreeSet<>();
        for (TraceInfo trace : archive.traces()) {
            if (wanted.test(trace)) {
                String id = trace.getTraceId();
                traces.add(new TraceReport(
                        trace,
                        archive.operatorStats(id),
                        archive.kernelStats(id),
                        archive.deviceStats(id),
                        archive.bottlenecks(id)));
                runs.add(trace.getRun());
            }
        }
        return new ArchiveReports(traces, runs(archive, runs));
    }

    private static List<RunReport> runs(Archive archive, Set<String> names) throws IOException {
        List<RunReport> runs = new ArrayList<>();
        for (String name : names) {
            List<RankSpread> rows = archive.rankSpread(name);
            if (!rows.isEmpty()) {
                runs.add(new RunReport(rows.get(0), rows.subList(1, rows.size())));
            }
        }
        return runs;
    }
}
