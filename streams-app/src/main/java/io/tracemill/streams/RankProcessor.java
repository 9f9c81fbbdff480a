package io.tracemill.streams;

import io.tracemill.schemas.AvroSerde;
import io.tracemill.schemas.DeadLetter;
import io.tracemill.schemas.RankSteps;
import io.tracemill.schemas.RejectReason;
import io.tracemill.schemas.Topic;
import io.tracemill.schemas.Topics;
import io.tracemill.streams.failure.DeadLetters;
import io.tracemill.streams.ranks.RunSums;
import io.tracemill.streams.state.RunState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Compares the ranks of each run of its partitions. A run is final, its rows are sent and its state is deleted when all its
 * ranks have come, when it is said that no more come, or when none has come for the run's time-out. A rank that comes later
 * begins the run anew. All that is known is in the store, put after every rank.
 */
final class RankProcessor implements Processor<String, byte[], String, byte[]> {

    private static final Duration CHECK_IDLE_EVERY = Duration.ofSeconds(30);

    private final AvroSerde<RankSteps> steps = AvroSerde.of(RankSteps.class);
    private final AvroSerde<RunState> states = AvroSerde.of(RunState.class);
    private final Duration timeout;
    private final Topics topics;
    private final TopologyCounts counts;
    private AppendClock clock = new AppendClock();
    private @Nullable ProcessorContext<String, byte[]> context;
    private @Nullable KeyValueStore<String, byte[]> store;
    private @Nullable RecordOutput output;

    /** A processor that gives up a run when no rank has come for so long, in the partition's append time. */
    RankProcessor(Duration timeout, Topics topics, TopologyCounts counts) {
        this.timeout = timeout;
        this.topics = topics;
        this.counts = counts;
    }

    @Override
    public void init(ProcessorContext<String, byte[]> processorContext) {
        context = processorContext;
        output = new RecordOutput(processorContext, RankTopology.SINKS, topics.name(Topic.RANK_STEPS), counts);
        store = processorContext.getStateStore(RankTopology.STORE);
        clock = new AppendClock();
        runs().forEach(run ->
                clock.observe(RunSums.of(run.value).lastAppendMillis(), processorContext.currentSystemTimeMs()));
        processorContext.schedule(CHECK_IDLE_EVERY, PunctuationType.STREAM_TIME, time -> checkIdle());
        processorContext.schedule(CHECK_IDLE_EVERY, PunctuationType.WALL_CLOCK_TIME, time -> checkIdle());
    }

    @Override
    public void process(Record<String, byte[]> record) {
        clock.observe(record.timestamp(), context().currentSystemTimeMs());
        RankSteps value = steps.decode(record.value());
        @Nullable Integer expected = value.getExpectedRanks();
        if (expected != null) {
            run(value.getRun())
                    .ifPresent(run -> finish(value.getRun(), run, expected + " were published and no more come"));
            context().commit(); // somebody waits for it
        } else {
            take(value, record.timestamp());
        }
        counts.processed(context(), record.timestamp());
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
            store().put(trace.getRun(), states.encode(run.state()));
        }
    }

    /** The row of the whole run goes last: who reads it finds the others. */
    private void finish(String run, RunSums sums, String because) {
        long now = clock.now(context().currentSystemTimeMs());
        RecordOutput out = output().at(now);
        sums.rows(run, now, because).forEach(out::emit);
        store().delete(run);
        context().commit();
    }

    private void checkIdle() {
        long now = clock.now(context().currentSystemTimeMs());
        if (now == Long.MIN_VALUE) {
            return;
        }
        for (KeyValue<String, RunState> entry : runs()) {
            RunSums run = RunSums.of(entry.value);
            if (now - run.lastAppendMillis() >= timeout.toMillis()) {
                finish(entry.key, run, "then none for " + timeout);
            }
        }
    }

    private Optional<RunSums> run(String name) {
        return Optional.ofNullable(store().get(name)).map(states::decode).map(RunSums::of);
    }

    private List<KeyValue<String, RunState>> runs() {
        List<KeyValue<String, RunState>> runs = new ArrayList<>();
        try (KeyValueIterator<String, byte[]> all = store().all()) {
            all.forEachRemaining(entry -> runs.add(KeyValue.pair(entry.key, states.decode(entry.value))));
        }
        return runs;
    }

    private void reject(RankSteps trace, RejectReason reason, String what) {
        DeadLetter letter = context()
                .recordMetadata()
                .map(at -> DeadLetters.of(String.valueOf(trace.getTraceId()), at, reason, what))
                .orElseThrow(() -> new IllegalStateException("a rank must come from a topic"));
        output().at(clock.now(0)).deadLetter(reason, letter);
    }

    private ProcessorContext<String, byte[]> context() {
        ProcessorContext<String, byte[]> known = context;
        if (known == null) {
            throw new IllegalStateException("processor must be initialised first");
        }
        return known;
    }

    private KeyValueStore<String, byte[]> store() {
        KeyValueStore<String, byte[]> known = store;
        if (known == null) {
            throw new IllegalStateException("processor must be initialised first");
        }
        return known;
    }

    private RecordOutput output() {
        RecordOutput known = output;
        if (known == null) {
            throw new IllegalStateException("processor must be initialised first");
        }
        return known;
    }
}
