package io.tracemill.streams;

import io.tracemill.schemas.AvroSerde;
import io.tracemill.schemas.DeadLetter;
import io.tracemill.schemas.RankSpread;
import io.tracemill.schemas.RankSteps;
import io.tracemill.schemas.RejectReason;
import io.tracemill.streams.failure.DeadLetters;
import io.tracemill.streams.ranks.RankStepsCheck;
import io.tracemill.streams.ranks.RunSums;
import io.tracemill.streams.ranks.SlowRankRows;
import io.tracemill.streams.state.RunState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Comparison of the ranks of each run in a partition. A run is final when all its ranks have arrived, when its producer
 * says that no more will arrive, or when none has arrived for the time-out of the run. Its rows are then sent and its
 * state is deleted. A rank that arrives later starts the run anew. The store holds all state: the sums of a run,
 * written after every rank, and what is kept of each rank under a key of its own. A run may have any name, so the two
 * are told apart by how their keys begin, and the length of the name stands before it.
 */
final class RankTask implements Task<byte[]> {

    private static final Logger LOG = LoggerFactory.getLogger(RankTask.class);
    private static final String RUN = "run|";
    private static final String RANK = "rank|";

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
        runs().values().forEach(run -> context.observe(run.lastAppendMillis()));
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
        Optional<String> fault = RankStepsCheck.faultOf(trace);
        if (fault.isPresent()) {
            reject(trace, RejectReason.RANK_STEPS, fault.get());
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
            store.put(RUN + trace.getRun(), states.encode(run.state()));
        }
    }

    /** Sends the rows of a run. The row of the whole run is last, so whoever reads it finds the others. */
    private void finish(String run, RunSums sums, String because) {
        long now = context.now();
        RecordOutput out = context.outputAt(now);
        Map<String, byte[]> ranks = new LinkedHashMap<>();
        store.forEach(ranksOf(run), ranks::put);
        rows(run, sums, ranks, because).forEach(out::emit);
        ranks.keySet().forEach(store::delete);
        store.delete(RUN + run);
        context.commit();
    }

    /** Rows of a run; none if they cannot be worked out, since the run must end all the same. */
    private List<SpecificRecord> rows(String run, RunSums sums, Map<String, byte[]> ranks, String because) {
        List<SpecificRecord> rows = new ArrayList<>();
        try {
            List<RankSpread> spread = sums.rows(run, context.now(), because);
            if (!spread.isEmpty()) {
                RankSpread whole = spread.get(spread.size() - 1);
                rows.addAll(SlowRankRows.of(
                        whole, () -> ranks.values().stream().map(steps::decode).iterator()));
            }
            rows.addAll(spread);
        } catch (RuntimeException e) {
            LOG.warn("the ranks of run {} cannot be compared", run, e);
            context.outputAt(context.now()).failed(run, "its ranks cannot be compared: " + e.getMessage());
            return List.of();
        }
        return rows;
    }

    @Override
    public void checkIdle(long now) {
        runs().forEach((name, run) -> {
            if (now - run.lastAppendMillis() >= timeout.toMillis()) {
                finish(name, run, "then none for " + timeout);
            }
        });
    }

    private Optional<RunSums> run(String name) {
        return Optional.ofNullable(store.get(RUN + name)).map(this::sums);
    }

    private RunSums sums(byte[] state) {
        return RunSums.of(states.decode(state));
    }

    /** Runs that are not final, by name. A state that cannot be read is deleted. */
    private Map<String, RunSums> runs() {
        Map<String, RunSums> runs = new LinkedHashMap<>();
        List<String> unusable = new ArrayList<>();
        store.forEach(RUN, (key, state) -> {
            try {
                runs.put(key.substring(RUN.length()), sums(state));
            } catch (RuntimeException e) {
                LOG.warn("run {} cannot be continued", key, e);
                unusable.add(key);
            }
        });
        unusable.forEach(store::delete);
        return runs;
    }

    /** Prefix of the keys of a run's ranks. */
    private static String ranksOf(String run) {
        return RANK + run.length() + '|' + run + '|';
    }

    private void reject(RankSteps trace, RejectReason reason, String why) {
        DeadLetter letter = DeadLetters.of(String.valueOf(trace.getTraceId()), context.source(), reason, why);
        context.outputAt(context.now()).deadLetter(reason, letter);
    }
}
