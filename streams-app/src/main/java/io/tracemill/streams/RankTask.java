package io.tracemill.streams;

import io.tracemill.schemas.AvroSerde;
import io.tracemill.schemas.DeadLetter;
import io.tracemill.schemas.RankSpread;
import io.tracemill.schemas.RankSteps;
import io.tracemill.schemas.RejectReason;
import io.tracemill.streams.failure.DeadLetters;
import io.tracemill.streams.ranks.RunSums;
import io.tracemill.streams.ranks.SlowRankRows;
import io.tracemill.streams.state.RunState;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Comparison of the ranks of each run in a partition. A run is final when all its ranks have arrived, when its producer
 * says that no more will arrive, or when none has arrived for the time-out of the run. Its rows are then sent and its
 * state is deleted. A rank that arrives later starts the run anew. The store holds all state: the sums of a run under
 * its name, written after every rank, and what is kept of each rank under a key of its own.
 */
final class RankTask implements Task<byte[]> {

    /** Stands between the name of a run and the number of a rank in the key of a rank. */
    private static final char BEFORE_RANK = '\0';

    private final AvroSerde<RankSteps> steps = AvroSerde.of(RankSteps.class);
    private final AvroSerde<RunState> states = AvroSerde.of(RunState.class);
    private final Duration timeout;
    private final TaskContext context;
    private final StoreKeyValues store;

    /** A task with a time-out for runs, in the append time of the partition. */
    RankTask(Duration timeout, TaskContext context) {
        this.timeout = timeout;
        this.context = context;
        this.store = new StoreKeyValues(context.store());
        runs().values().forEach(run -> context.observe(RunSums.of(run).lastAppendMillis()));
    }

    @Override
    public void process(byte[] encoded, long appendMillis) {
        RankSteps value = steps.decode(encoded);
        @Nullable Integer expected = value.getExpectedRanks();
        if (expected != null) {
            run(value.getRun())
                    .ifPresent(run -> finish(value.getRun(), run, expected + " were published and no more come"));
            context.commit(); // the producer waits for the rows
        } else {
            take(value, appendMillis);
        }
    }

    private void take(RankSteps trace, long appendMillis) {
        @Nullable Integer rank = trace.getRank();
        if (rank == null || rank < 0 || rank >= RunSums.MAX_RANKS) {
            reject(
                    trace,
                    RejectReason.RANK_OUT_OF_RANGE,
                    "rank must be 0 to " + (RunSums.MAX_RANKS - 1) + " but was " + rank);
            return;
        }
        RunSums run = run(trace.getRun()).orElseGet(() -> RunSums.begin(trace));
        if (!run.add(trace, rank, appendMillis)) {
            reject(
                    trace,
                    RejectReason.RANK_TWICE,
                    "rank " + rank + " of run " + trace.getRun() + " is compared already");
        } else if (!trace.getSteps().isEmpty()) {
            store.put(ranksOf(trace.getRun()) + rank, steps.encode(SlowRankRows.judged(trace, rank)));
        }
        if (run.isComplete()) {
            finish(trace.getRun(), run, "");
        } else {
            store.put(trace.getRun(), states.encode(run.state()));
        }
    }

    /** Sends the rows of a run. The row of the whole run is last, so whoever reads it finds the others. */
    private void finish(String run, RunSums sums, String because) {
        long now = context.now();
        RecordOutput out = context.outputAt(now);
        Map<String, byte[]> ranks = new LinkedHashMap<>();
        store.forEach(ranksOf(run), ranks::put);
        List<RankSpread> spread = sums.rows(run, now, because);
        if (!spread.isEmpty()) {
            RankSpread whole = spread.get(spread.size() - 1);
            SlowRankRows.of(
                            whole,
                            () -> ranks.values().stream().map(steps::decode).iterator())
                    .forEach(out::emit);
        }
        spread.forEach(out::emit);
        ranks.keySet().forEach(store::delete);
        store.delete(run);
        context.commit();
    }

    @Override
    public void checkIdle(long now) {
        runs().forEach((name, state) -> {
            RunSums run = RunSums.of(state);
            if (now - run.lastAppendMillis() >= timeout.toMillis()) {
                finish(name, run, "then none for " + timeout);
            }
        });
    }

    private Optional<RunSums> run(String name) {
        return Optional.ofNullable(store.get(name)).map(states::decode).map(RunSums::of);
    }

    private Map<String, RunState> runs() {
        Map<String, RunState> runs = new LinkedHashMap<>();
        store.forEach("", (key, state) -> {
            if (key.indexOf(BEFORE_RANK) < 0) {
                runs.put(key, states.decode(state));
            }
        });
        return runs;
    }

    /** Prefix of the keys of a run's ranks. */
    private static String ranksOf(String run) {
        return run + BEFORE_RANK;
    }

    private void reject(RankSteps trace, RejectReason reason, String why) {
        DeadLetter letter = DeadLetters.of(String.valueOf(trace.getTraceId()), context.source(), reason, why);
        context.outputAt(context.now()).deadLetter(reason, letter);
    }
}
