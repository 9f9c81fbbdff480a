package io.tracemill.streams;

import io.tracemill.schemas.AvroSerde;
import io.tracemill.schemas.CollectiveStats;
import io.tracemill.schemas.Collectives;
import io.tracemill.schemas.DeadLetter;
import io.tracemill.schemas.RejectReason;
import io.tracemill.streams.collectives.ChunkStore;
import io.tracemill.streams.collectives.CollectivesCheck;
import io.tracemill.streams.collectives.RunCollectives;
import io.tracemill.streams.failure.DeadLetters;
import io.tracemill.streams.state.CollectiveRunState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Comparison of the collectives of each run in a partition. A run becomes final as its comparison of ranks does: with
 * its last rank, when its producer says that no more will come, or when none has come for the time-out of the run. The
 * store holds all state: that of a run, and its collectives in chunks. A run may have any name, so the two are told
 * apart by how their keys begin, and the length of the name stands before it.
 */
final class CollectiveTask implements Task<byte[]> {

    private static final Logger LOG = LoggerFactory.getLogger(CollectiveTask.class);
    private static final String RUN = "run|";
    private static final String CHUNK = "chunk|";

    private final AvroSerde<Collectives> records = AvroSerde.of(Collectives.class);
    private final AvroSerde<CollectiveRunState> states = AvroSerde.of(CollectiveRunState.class);
    private final Duration timeout;
    private final TaskContext context;
    private final StoreKeyValues store;

    /** Chunks of one run. */
    private final class Chunks implements ChunkStore {
        private final String prefix;

        Chunks(String run) {
            prefix = CHUNK + run.length() + '|' + run + '|';
        }

        @Override
        public byte @Nullable [] get(String chunk) {
            return store.get(prefix + chunk);
        }

        @Override
        public void put(String chunk, byte[] state) {
            store.put(prefix + chunk, state);
        }

        @Override
        public void forEach(BiConsumer<String, byte[]> action) {
            store.forEach(prefix, (key, state) -> action.accept(key.substring(prefix.length()), state));
        }

        void delete() {
            List<String> chunks = new ArrayList<>();
            store.forEach(prefix, (key, state) -> chunks.add(key));
            chunks.forEach(store::delete);
        }
    }

    /** A task with a time-out for runs, in the append time of the partition. */
    CollectiveTask(Duration timeout, TaskContext context) {
        this.timeout = timeout;
        this.context = context;
        this.store = new StoreKeyValues(context.store());
        runs().values().forEach(run -> context.observe(run.lastAppendMillis()));
    }

    @Override
    public void process(byte[] encoded, long appendMillis) {
        Collectives record = records.decode(encoded);
        if (record.getExpectedRanks() != null) {
            run(record.getRun()).ifPresent(run -> finish(record.getRun(), run));
            context.commit(); // the producer waits for the rows
            return;
        }
        Optional<String> fault = CollectivesCheck.faultOf(record);
        if (fault.isPresent()) {
            reject(record, fault.get());
            return;
        }
        RunCollectives run = run(record.getRun()).orElseGet(() -> RunCollectives.begin(record));
        if (!run.add(record, appendMillis, new Chunks(record.getRun()))) {
            reject(
                    record,
                    "part " + record.getPart() + " of rank " + record.getRank() + " of run " + record.getRun()
                            + " was not expected");
        } else if (run.isComplete()) {
            finish(record.getRun(), run);
        } else {
            store.put(RUN + record.getRun(), states.encode(run.state()));
        }
    }

    /** Sends the rows of a run, and deletes its state. */
    private void finish(String name, RunCollectives run) {
        Chunks chunks = new Chunks(name);
        RecordOutput out = context.outputAt(context.now());
        rows(name, run, chunks).forEach(out::emit);
        chunks.delete();
        store.delete(RUN + name);
        context.commit();
    }

    /** Rows of a run; none if they cannot be worked out, since the run must end all the same. */
    private List<CollectiveStats> rows(String name, RunCollectives run, Chunks chunks) {
        try {
            return run.rows(name, context.now(), chunks);
        } catch (RuntimeException e) {
            LOG.warn("the collectives of run {} cannot be compared", name, e);
            context.outputAt(context.now()).failed(name, "its collectives cannot be compared: " + e.getMessage());
            return List.of();
        }
    }

    @Override
    public void checkIdle(long now) {
        runs().forEach((name, run) -> {
            if (now - run.lastAppendMillis() >= timeout.toMillis()) {
                finish(name, run);
            }
        });
    }

    private Optional<RunCollectives> run(String name) {
        return Optional.ofNullable(store.get(RUN + name)).map(this::decoded);
    }

    private RunCollectives decoded(byte[] state) {
        return RunCollectives.of(states.decode(state));
    }

    /** Runs that are not final, by name. A state that cannot be read is deleted. */
    private Map<String, RunCollectives> runs() {
        Map<String, RunCollectives> runs = new LinkedHashMap<>();
        List<String> unusable = new ArrayList<>();
        store.forEach(RUN, (key, state) -> {
            try {
                runs.put(key.substring(RUN.length()), decoded(state));
            } catch (RuntimeException e) {
                LOG.warn("run {} cannot be continued", key, e);
                unusable.add(key);
            }
        });
        unusable.forEach(key -> {
            new Chunks(key.substring(RUN.length())).delete();
            store.delete(key);
        });
        return runs;
    }

    private void reject(Collectives record, String why) {
        DeadLetter letter =
                DeadLetters.of(String.valueOf(record.getTraceId()), context.source(), RejectReason.COLLECTIVES, why);
        context.outputAt(context.now()).deadLetter(RejectReason.COLLECTIVES, letter);
    }
}
