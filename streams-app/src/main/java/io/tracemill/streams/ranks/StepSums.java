package io.tracemill.streams.ranks;

import io.tracemill.schemas.MeasureSpread;
import io.tracemill.schemas.RankSpread;
import io.tracemill.schemas.RankStep;
import io.tracemill.streams.state.StepSumsState;
import io.tracemill.streams.trace.Saturating;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sums of one step, or of the whole traces, over the ranks received so far. */
final class StepSums {

    /** Spread in percent of the mean window from which a measure is reported as uneven. */
    private static final double EVEN_PCT = 5;

    private final Measure computing;
    private final Measure communication;
    private final Measure exposed;
    private final Measure idle;
    private boolean truncated;
    private long total;

    StepSums() {
        this(List.of(new Measure(), new Measure(), new Measure(), new Measure()));
    }

    private StepSums(List<Measure> measures) {
        computing = measures.get(0);
        communication = measures.get(1);
        exposed = measures.get(2);
        idle = measures.get(3);
    }

    void add(RankStep step, int rank) {
        truncated |= step.getTruncated();
        total = Saturating.sum(total, step.getTotalNs());
        computing.add(step.getComputingNs(), rank);
        communication.add(step.getCommunicationNs(), rank);
        exposed.add(step.getExposedCommunicationNs(), rank);
        idle.add(step.getIdleNs(), rank);
    }

    int ranks() {
        return computing.count();
    }

    RankSpread.Builder row(RankSpread.Builder row) {
        double window = (double) total / ranks();
        row.setTruncated(truncated)
                .setRanksCompared(ranks())
                .setMeanTotalNs(window)
                .setComputing(computing.spread(window))
                .setCommunication(communication.spread(window))
                .setExposedCommunication(exposed.spread(window))
                .setIdle(idle.spread(window))
                .setLoadBalancePct(computing.max() == 0 ? null : 100 * computing.mean() / computing.max());
        return row.setUneven(uneven(Map.of(
                "computing", row.getComputing(),
                "exposed_communication", row.getExposedCommunication(),
                "idle", row.getIdle())));
    }

    private static List<String> uneven(Map<String, MeasureSpread> spreads) {
        List<String> names = new ArrayList<>();
        spreads.forEach((name, spread) -> {
            @Nullable Double percent = spread.getSpreadPct();
            if (percent != null && percent > EVEN_PCT) {
                names.add(name);
            }
        });
        names.sort(null);
        return names;
    }

    StepSumsState state(@Nullable Integer step) {
        return new StepSumsState(
                step,
                truncated,
                total,
                List.of(computing.state(), communication.state(), exposed.state(), idle.state()));
    }

    static StepSums of(StepSumsState state) {
        StepSums sums =
                new StepSums(state.getMeasures().stream().map(Measure::of).toList());
        sums.truncated = state.getTruncated();
        sums.total = state.getTotalNs();
        return sums;
    }
}
