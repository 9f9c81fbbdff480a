package io.tracemill.cli.analyze;

import io.tracemill.schemas.Collectives;
import io.tracemill.schemas.DeviceStats;
import io.tracemill.schemas.IdleStats;
import io.tracemill.schemas.RankSpread;
import io.tracemill.schemas.RankSteps;
import io.tracemill.schemas.TraceInfo;
import io.tracemill.storage.Archive;
import io.tracemill.streams.ranks.TraceSteps;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Ranks that were analysed before and are given again. They are compared once more with those that are new, or that
 * were given in another call: wherever a run has more ranks now than were compared.
 *
 * @param steps their steps
 * @param collectives their collectives
 */
record EarlierRanks(List<RankSteps> steps, List<Collectives> collectives) {

    /** No ranks. */
    static final EarlierRanks NONE = new EarlierRanks(List.of(), List.of());

    /**
     * What the archive has to add to the comparison.
     *
     * @param given ids of traces that are given and in the archive
     * @param finished traces that were analysed just now
     */
    static EarlierRanks of(Archive archive, Set<String> given, Collection<TraceInfo> finished) throws IOException {
        if (given.isEmpty()) {
            return NONE;
        }
        List<TraceInfo> earlier = archive.traces().stream()
                .filter(trace -> given.contains(trace.getTraceId()))
                .toList();
        Map<String, Set<Integer>> ranks = new HashMap<>();
        earlier.forEach(trace -> add(trace, ranks));
        finished.forEach(trace -> add(trace, ranks));
        EarlierRanks records = new EarlierRanks(new ArrayList<>(), new ArrayList<>());
        Set<String> runs = new HashSet<>();
        for (Map.Entry<String, Set<Integer>> run : ranks.entrySet()) {
            if (run.getValue().size() > Math.max(1, compared(archive, run.getKey()))) {
                runs.add(run.getKey());
            }
        }
        for (TraceInfo trace : earlier) {
            if (runs.contains(trace.getRun()) && hasNumbers(trace)) {
                String id = trace.getTraceId();
                records.steps.add(
                        TraceSteps.of(trace, archive.rows(id, DeviceStats.class), archive.rows(id, IdleStats.class)));
                records.collectives.addAll(ArchivedCollectives.of(archive, trace));
            }
        }
        return records;
    }

    boolean isEmpty() {
        return steps.isEmpty();
    }

    private static int compared(Archive archive, String run) throws IOException {
        List<RankSpread> rows = archive.rankSpread(run);
        return rows.isEmpty() ? 0 : rows.get(0).getRanksCompared();
    }

    private static void add(TraceInfo trace, Map<String, Set<Integer>> ranks) {
        Integer rank = trace.getRank();
        if (rank != null && hasNumbers(trace)) {
            ranks.computeIfAbsent(trace.getRun(), run -> new HashSet<>()).add(rank);
        }
    }

    private static boolean hasNumbers(TraceInfo trace) {
        return TraceSteps.canBeCompared(trace) && trace.getDeviceEvents() > 0;
    }
}
