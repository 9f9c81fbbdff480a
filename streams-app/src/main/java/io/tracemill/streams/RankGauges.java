package io.tracemill.streams;

import io.tracemill.schemas.AvroSerde;
import io.tracemill.schemas.RankFigures;
import io.tracemill.schemas.RankStep;
import io.tracemill.schemas.RankSteps;
import io.tracemill.schemas.SlowRankFinding;
import io.tracemill.streams.state.RankGaugeState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gauges of the ranks in a partition of runs, at most {@value #MOST}: beyond, those without news for the longest time
 * go. The store has them too, so another instance, or this one after a restart, goes on with the same.
 */
final class RankGauges {

    /** Most ranks of a task, and of those that an instance shows. */
    static final int MOST = 2_048;

    /** Time without a trace after which a rank is dropped, in the append time of the partition. */
    static final Duration KEPT = Duration.ofHours(6);

    private static final Logger LOG = LoggerFactory.getLogger(RankGauges.class);
    private static final String KEY = "gauge|";
    private static final String NOT_SLOW = "NONE";
    private static final long YEAR_2000_NANOS = 946_684_800_000_000_000L;

    private final AvroSerde<RankGaugeState> serde = AvroSerde.of(RankGaugeState.class);
    private final StoreKeyValues store;
    private final TraceCounts counts;
    private final String task;

    /** By key; those without news for the longest time first. */
    private final Map<String, RankGaugeState> states = new LinkedHashMap<>();

    private final Map<String, RankGauge> shown = new ConcurrentHashMap<>();

    /** Gauges of a task, which continue those of its store. */
    RankGauges(TaskContext context, TraceCounts counts) {
        this.store = new StoreKeyValues(context.store());
        this.counts = counts;
        this.task = context.id();
        load();
        states.values().forEach(state -> context.observe(state.getAppendMs()));
        counts.show(task, shown);
    }

    private void load() {
        Map<String, RankGaugeState> found = new LinkedHashMap<>();
        List<String> unusable = new ArrayList<>();
        store.forEach(KEY, (key, encoded) -> {
            try {
                found.put(key, serde.decode(encoded));
            } catch (RuntimeException e) {
                LOG.warn("a gauge cannot be continued", e);
                unusable.add(key);
            }
        });
        unusable.forEach(store::delete);
        found.entrySet().stream()
                .sorted(Comparator.comparingLong(entry -> entry.getValue().getAppendMs()))
                .forEach(entry -> show(entry.getKey(), entry.getValue()));
    }

    /** Takes what a trace shows of its rank, unless a newer trace did. */
    void take(RankSteps trace, int rank, long appendMillis) {
        @Nullable RankFigures figures = trace.getFigures();
        Optional<RankStep> whole =
                trace.getSteps().stream().filter(step -> step.getStep() == null).findFirst();
        if (figures == null || whole.isEmpty()) {
            return;
        }
        String key = KEY + trace.getRun().length() + '|' + trace.getRun() + '|' + rank;
        @Nullable RankGaugeState before = states.get(key);
        if (before != null && isOlder(figures.getEndNs(), before.getEndNs())) {
            return;
        }
        keep(
                key,
                RankGaugeState.newBuilder()
                        .setRun(trace.getRun())
                        .setRank(rank)
                        .setNode(trace.getNode())
                        .setAppendMs(appendMillis)
                        .setEndNs(figures.getEndNs())
                        .setStepNs(figures.getStepNs())
                        .setTotalNs(whole.get().getTotalNs())
                        .setIdleNs(whole.get().getIdleNs())
                        .setExposedCommunicationNs(whole.get().getExposedCommunicationNs())
                        .setBottleneck(
                                figures.getBottleneck() == null
                                        ? null
                                        : figures.getBottleneck().name())
                        .setSlowKind(before == null ? null : before.getSlowKind())
                        .setSlowPct(before == null ? 0 : before.getSlowPct())
                        .build());
        if (states.size() > MOST) {
            drop(states.keySet().iterator().next());
            counts.dropped(RankDropReason.FULL);
        }
    }

    /** Times that are not those of a clock have no order: what comes later is newer. */
    private static boolean isOlder(long end, long before) {
        return isOfAClock(end) && isOfAClock(before) && end < before;
    }

    static boolean isOfAClock(long nanos) {
        return nanos >= YEAR_2000_NANOS;
    }

    /**
     * Takes what the comparison of a run found, which has at least a row unless nothing was compared. Of a rank that was
     * not compared, nothing new is known.
     *
     * @param compared the ranks that were compared
     */
    void judge(String run, Set<Integer> compared, List<SlowRankFinding> findings) {
        if (findings.isEmpty()) {
            return;
        }
        states.forEach((key, state) -> {
            if (state.getRun().equals(run) && compared.contains(state.getRank())) {
                judge(key, state, findings);
            }
        });
    }

    private void judge(String key, RankGaugeState state, List<SlowRankFinding> findings) {
        Optional<SlowRankFinding> worst = findings.stream()
                .filter(finding -> !finding.getMinor() && finding.getRanks().contains(state.getRank()))
                .max(Comparator.comparingDouble(SlowRankFinding::getCostPct));
        state.setSlowKind(worst.map(finding -> finding.getKind().name()).orElse(NOT_SLOW));
        state.setSlowPct(worst.map(SlowRankFinding::getCostPct).orElse(0.0));
        store.put(key, serde.encode(state));
        shown.put(key, RankGauge.of(state));
    }

    /** Drops ranks without a trace for a long time. */
    void checkIdle(long now) {
        List<String> silent = states.entrySet().stream()
                .takeWhile(entry -> now - entry.getValue().getAppendMs() >= KEPT.toMillis())
                .map(Map.Entry::getKey)
                .toList();
        silent.forEach(key -> {
            drop(key);
            counts.dropped(RankDropReason.SILENT);
        });
    }

    void close() {
        counts.hide(task, shown);
    }

    private void keep(String key, RankGaugeState state) {
        store.put(key, serde.encode(state));
        show(key, state);
    }

    private void show(String key, RankGaugeState state) {
        states.remove(key);
        states.put(key, state);
        shown.put(key, RankGauge.of(state));
    }

    private void drop(String key) {
        store.delete(key);
        states.remove(key);
        shown.remove(key);
    }
}
