package io.tracemill.streams.ranks;

import io.tracemill.schemas.RankSpread;
import io.tracemill.schemas.RankStep;
import io.tracemill.schemas.RankSteps;
import io.tracemill.streams.state.RunState;
import io.tracemill.streams.state.StepSumsState;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Sums of a run: statistics for each step, and the ranks they cover. Their size grows with the number of steps only.
 */
public final class RunSums {

    /** Limit on the number of a rank that is compared, which bounds the state of a run. */
    public static final int MAX_RANKS = 1 << 16;

    /**
     * Most steps that are compared. Steps with lower numbers are kept, so the order of the ranks makes no difference.
     */
    static final int MAX_STEPS = 1_000;

    private final BitSet ranks;
    private final StepSums whole;
    private final TreeMap<Integer, StepSums> steps = new TreeMap<>();
    private String date;
    private @Nullable Integer worldSize;
    private int leftOut;
    private boolean moreSteps;
    private long lastAppendMillis;

    private RunSums(String date, BitSet ranks, StepSums whole) {
        this.date = date;
        this.ranks = ranks;
        this.whole = whole;
    }

    /**
     * Begins a run without ranks.
     *
     * @param first the first rank, which is still to be added
     */
    public static RunSums begin(RankSteps first) {
        return new RunSums(first.getDate(), new BitSet(), new StepSums());
    }

    /** Restores a run from its {@link #state}. */
    public static RunSums of(RunState state) {
        Map<Boolean, List<StepSumsState>> sums =
                state.getSteps().stream().collect(Collectors.partitioningBy(step -> step.getStep() == null));
        StepSums whole = StepSums.of(Objects.requireNonNull(sums.get(true)).get(0));
        RunSums run =
                new RunSums(state.getDate(), BitSet.valueOf(state.getRanks().duplicate()), whole);
        Objects.requireNonNull(sums.get(false)).forEach(step -> run.steps.put(step.getStep(), StepSums.of(step)));
        run.worldSize = state.getWorldSize();
        run.leftOut = state.getLeftOut();
        run.moreSteps = state.getMoreSteps();
        run.lastAppendMillis = state.getLastAppendMs();
        return run;
    }

    /** State of the run, for the store. */
    public RunState state() {
        List<StepSumsState> states = new ArrayList<>();
        states.add(whole.state(null));
        steps.forEach((step, sums) -> states.add(sums.state(step)));
        return new RunState(
                date, worldSize, ByteBuffer.wrap(ranks.toByteArray()), leftOut, moreSteps, lastAppendMillis, states);
    }

    /**
     * Adds a rank; returns false if the run has it already, so that this trace is left out.
     *
     * @param rank number of the rank, from 0, below {@link #MAX_RANKS}
     * @param appendMillis append time of the rank, in ms since 1970
     */
    public boolean add(RankSteps trace, int rank, long appendMillis) {
        Objects.checkIndex(rank, MAX_RANKS);
        if (ranks.get(rank)) {
            leftOut++;
            return false;
        }
        ranks.set(rank);
        lastAppendMillis = Math.max(lastAppendMillis, appendMillis);
        date = date.compareTo(trace.getDate()) <= 0 ? date : trace.getDate();
        moreSteps |= trace.getMoreSteps();
        @Nullable Integer size = trace.getWorldSize();
        if (size != null) {
            worldSize = worldSize == null ? size : Math.max(worldSize, size);
        }
        trace.getSteps().forEach(step -> add(step, rank));
        while (steps.size() > MAX_STEPS) {
            steps.pollLastEntry();
            moreSteps = true;
        }
        return true;
    }

    private void add(RankStep step, int rank) {
        @Nullable Integer number = step.getStep();
        (number == null ? whole : steps.computeIfAbsent(number, any -> new StepSums())).add(step, rank);
    }

    /** Whether as many ranks have arrived as the world size says. */
    public boolean isComplete() {
        return worldSize != null && ranks.cardinality() >= worldSize;
    }

    /** Append time of the latest rank, in ms since 1970. */
    public long lastAppendMillis() {
        return lastAppendMillis;
    }

    /**
     * Rows of the steps that at least two ranks have, in order, then the row of the whole traces. Empty if there is
     * nothing to compare.
     *
     * @param because why no more ranks are expected
     */
    public List<RankSpread> rows(String run, long nowMillis, String because) {
        List<RankSpread> rows = new ArrayList<>();
        steps.forEach((step, sums) -> {
            if (sums.ranks() > 1) {
                rows.add(sums.row(row(run, nowMillis, because)).setStep(step).build());
            }
        });
        if (whole.ranks() > 1) {
            rows.add(whole.row(row(run, nowMillis, because)).setStep(null).build());
        }
        return rows;
    }

    private RankSpread.Builder row(String run, long nowMillis, String because) {
        return RankSpread.newBuilder()
                .setRun(run)
                .setDate(date)
                .setWorldSize(worldSize)
                .setComplete(isComplete())
                .setReason(isComplete() ? null : shortfall() + "; " + because)
                .setLeftOutTraces(leftOut)
                .setMoreSteps(moreSteps)
                .setFinalMs(nowMillis);
    }

    private String shortfall() {
        int came = ranks.cardinality();
        return worldSize == null
                ? came + " ranks came, the traces do not say of how many"
                : came + " of " + worldSize + " ranks came";
    }
}
