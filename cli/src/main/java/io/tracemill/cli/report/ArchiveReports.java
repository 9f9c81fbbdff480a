package io.tracemill.cli.report;

import io.tracemill.schemas.Bottleneck;
import io.tracemill.schemas.CopyStats;
import io.tracemill.schemas.DeviceStats;
import io.tracemill.schemas.IdleStats;
import io.tracemill.schemas.KernelStats;
import io.tracemill.schemas.LayerStats;
import io.tracemill.schemas.MemoryHolders;
import io.tracemill.schemas.MemoryStats;
import io.tracemill.schemas.ModuleStats;
import io.tracemill.schemas.OperatorStats;
import io.tracemill.schemas.PhaseStats;
import io.tracemill.schemas.QueueStats;
import io.tracemill.schemas.RankSpread;
import io.tracemill.schemas.ShapeStats;
import io.tracemill.schemas.TraceInfo;
import io.tracemill.storage.Archive;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** What an archive says of its traces and runs. */
public final class ArchiveReports {

    private ArchiveReports() {}

    /** Of those traces that are wanted, by run, rank and id, and of each run of theirs whose ranks were compared. */
    public static ReportSet of(Archive archive, Predicate<TraceInfo> wanted) throws IOException {
        List<TraceInfo> infos = archive.traces().stream().filter(wanted).toList();
        RowsOfTraces rows = rows(archive, infos);
        List<TraceReport> traces = new ArrayList<>();
        Set<String> runs = new TreeSet<>();
        for (TraceInfo trace : infos) {
            traces.add(trace(rows, summary(rows, trace), rows.of(trace.getTraceId(), IdleStats.class)));
            runs.add(trace.getRun());
        }
        return new ReportSet(traces, runs(archive, runs));
    }

    private static RowsOfTraces rows(Archive archive, List<TraceInfo> traces) {
        return new RowsOfTraces(
                archive, traces.stream().map(TraceInfo::getTraceId).collect(Collectors.toSet()));
    }

    /**
     * Of one trace whose summary and idle time are known. What the summary has is not read again.
     *
     * @param idle its rows, which may be sums over several in the archive
     */
    public static TraceReport trace(Archive archive, TraceReport summary, List<IdleStats> idle) throws IOException {
        return trace(rows(archive, List.of(summary.trace())), summary, idle);
    }

    private static TraceReport trace(RowsOfTraces rows, TraceReport summary, List<IdleStats> idle) throws IOException {
        String id = summary.trace().getTraceId();
        return new TraceReport(
                summary.trace(),
                summary.operators(),
                rows.of(id, KernelStats.class),
                summary.devices(),
                summary.bottlenecks(),
                rows.of(id, PhaseStats.class),
                idle,
                rows.of(id, ModuleStats.class),
                rows.of(id, LayerStats.class),
                rows.of(id, ShapeStats.class),
                rows.of(id, QueueStats.class),
                rows.of(id, CopyStats.class),
                new MemoryUse(summary.memory().levels(), rows.of(id, MemoryHolders.class)),
                rows.communication(id));
    }

    /** Of some traces, in this order, what is needed to say what they are bound by, and where they differ. */
    public static List<TraceReport> summaries(Archive archive, List<TraceInfo> traces) throws IOException {
        RowsOfTraces rows = rows(archive, traces);
        List<TraceReport> summaries = new ArrayList<>();
        for (TraceInfo trace : traces) {
            summaries.add(summary(rows, trace));
        }
        return summaries;
    }

    private static TraceReport summary(RowsOfTraces rows, TraceInfo trace) throws IOException {
        String id = trace.getTraceId();
        return new TraceReport(
                trace,
                rows.of(id, OperatorStats.class),
                List.of(),
                rows.of(id, DeviceStats.class),
                rows.of(id, Bottleneck.class),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                new MemoryUse(rows.of(id, MemoryStats.class), List.of()),
                List.of());
    }

    /** Of those runs whose ranks were compared, by name. */
    public static List<RunReport> runs(Archive archive, Set<String> names) throws IOException {
        List<RunReport> runs = new ArrayList<>();
        for (String name : names) {
            List<RankSpread> rows = archive.rankSpread(name);
            if (!rows.isEmpty()) {
                runs.add(new RunReport(
                        rows.get(0),
                        rows.subList(1, rows.size()),
                        archive.slowRanks(rows.get(0)),
                        archive.diagnoses(name),
                        archive.collectives(name)));
            }
        }
        return runs;
    }
}
