package io.tracemill.streams;

import io.tracemill.schemas.AvroSerde;
import io.tracemill.schemas.DeadLetter;
import io.tracemill.schemas.RankSteps;
import io.tracemill.schemas.RejectReason;
import io.tracemill.streams.failure.DeadLetters;
import io.tracemill.streams.ranks.RunSums;
import io.tracemill.streams.state.RunState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.jspecify.annotations.Nullable;

/**
 * Comparison of the ranks of each run in a partition. A run is final when all its ranks have arrived, when its producer
 * says that no more will arrive, or when none has arrived for the time-out of the run. Its rows are then sent and its
 * state is deleted. A rank that arrives later starts the run anew. The store holds all state and is written after every
 * rank.
 */
final class RankTask implements Task<byte[]> {

    private final AvroSerde<RankSteps> steps = AvroSerde.of(RankSteps.class);
    private final AvroSerde<RunState> states = AvroSerde.of(RunState.class);
    private final Duration timeout;
    private final TaskContext context;

    /** A task with a time-out for runs, in the append time of the partition. */
    RankTask(Duration timeout, TaskContext context) {
        this.timeout = timeout;
        this.context = context;
        runs().forEach(run -> context.observe(RunSums.of(run.value).lastAppendMillis()));
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
        }
        if (run.isComplete()) {
            finish(trace.getRun(), run, "");
        } else {
            context.store().put(trace.getRun(), states.encode(run.state()));
        }
    }

    /** Sends the rows of a run. The row of the whole run is last, so whoever reads it finds the others. */
    private void finish(String run, RunSums sums, String because) {
        long now = context.now();
        RecordOutput out = context.outputAt(now);
        sums.rows(run, now, because).forEach(out::emit);
        context.store().delete(run);
        context.commit();
    }

    @Override
    public void checkIdle(long now) {
        for (KeyValue<String, RunState> entry : runs()) {
            RunSums run = RunSums.of(entry.value);
            if (now - run.lastAppendMillis() >= timeout.toMillis()) {
                finish(entry.key, run, "then none for " + timeout);
            }
        }
    }

    private Optional<RunSums> run(String name) {
        return Optional.ofNullable(context.store().get(name))
                .map(states::decode)
                .map(RunSums::of);
    }

    private List<KeyValue<String, RunState>> runs() {
        List<KeyValue<String, RunState>> runs = new ArrayList<>();
        try (KeyValueIterator<String, byte[]> all = context.store().all()) {
            all.forEachRemaining(entry -> runs.add(KeyValue.pair(entry.key, states.decode(entry.value))));
        }
        return runs;
    }

    private void reject(RankSteps trace, RejectReason reason, String why) {
        DeadLetter letter = DeadLetters.of(String.valueOf(trace.getTraceId()), context.source(), reason, why);
        context.outputAt(context.now()).deadLetter(reason, letter);
    }
}
