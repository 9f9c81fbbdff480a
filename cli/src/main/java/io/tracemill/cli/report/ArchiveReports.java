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
import io.tracemill.storage.rows.Datasets;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** What an archive says of its traces and runs. */
public final class ArchiveReports {

    private ArchiveReports() {}

    /** Of those traces that are wanted, by run, rank and id, and of each run of theirs whose ranks were compared. */
    public static ReportSet of(Archive archive, Predicate<TraceInfo> wanted) throws IOException {
        List<TraceReport> traces = new ArrayList<>();
        Set<String> runs = new TreeSet<>();
        for (TraceInfo trace : archive.traces()) {
            if (wanted.test(trace)) {
                traces.add(trace(archive, trace));
                runs.add(trace.getRun());
            }
        }
        return new ReportSet(traces, runs(archive, runs));
    }

    /** Of one trace. */
    public static TraceReport trace(Archive archive, TraceInfo trace) throws IOException {
        return trace(archive, summary(archive, trace), archive.rows(trace.getTraceId(), IdleStats.class));
    }

    /**
     * Of one trace whose summary and idle time are known. What the summary has is not read again.
     *
     * @param idle its rows, which may be sums over several in the archive
     */
    public static TraceReport trace(Archive archive, TraceReport summary, List<IdleStats> idle) throws IOException {
        String id = summary.trace().getTraceId();
        return new TraceReport(
                summary.trace(),
                summary.operators(),
                archive.rows(id, KernelStats.class),
                summary.devices(),
                summary.bottlenecks(),
                archive.rows(id, PhaseStats.class),
                idle,
                archive.rows(id, ModuleStats.class),
                archive.rows(id, LayerStats.class),
                archive.rows(id, ShapeStats.class),
                archive.rows(id, QueueStats.class),
                archive.rows(id, CopyStats.class),
                new MemoryUse(summary.memory().levels(), archive.rows(id, MemoryHolders.class)),
                communication(archive, id));
    }

    /** Of one trace, what is needed to say what it is bound by, and where it differs from others. */
    public static TraceReport summary(Archive archive, TraceInfo trace) throws IOException {
        String id = trace.getTraceId();
        return new TraceReport(
                trace,
                archive.rows(id, OperatorStats.class),
                List.of(),
                archive.rows(id, DeviceStats.class),
                archive.rows(id, Bottleneck.class),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                new MemoryUse(archive.rows(id, MemoryStats.class), List.of()),
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
                        archive.collectives(name)));
            }
        }
        return runs;
    }

    private static List<CollectiveUse> communication(Archive archive, String id) throws IOException {
        CommunicationReading reading = new CommunicationReading();
        archive.rows(id, Datasets.COMMUNICATION, CommunicationReading.COLUMNS, reading::add);
        return reading.end();
    }
}
