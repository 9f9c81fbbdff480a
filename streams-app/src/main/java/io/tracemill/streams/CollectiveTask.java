package io.tracemill.streams;

import io.tracemill.schemas.AvroSerde;
import io.tracemill.schemas.CollectiveStats;
import io.tracemill.schemas.Collectives;
import io.tracemill.schemas.DeadLetter;
import io.tracemill.schemas.RejectReason;
import io.tracemill.streams.collectives.CollectivesCheck;
import io.tracemill.streams.collectives.RunCollectives;
import io.tracemill.streams.failure.DeadLetters;
import io.tracemill.streams.state.CollectiveRunState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Comparison of the collectives of each run in a partition. A run becomes final as its comparison of ranks does: with
 * its last rank, when its producer says that no more will come, or when none has come for the time-out of the run. The
 * store holds all state: that of a run, and its collectives in chunks.
 */
final class CollectiveTask implements Task<byte[]> {

    private static final Logger LOG = LoggerFactory.getLogger(CollectiveTask.class);
    private static final String CHUNK = "chunk|";

    private final AvroSerde<Collectives> records = AvroSerde.of(Collectives.class);
    private final Duration timeout;
    private final TaskContext context;
    private final OpenRuns<RunCollectives, CollectiveRunState> runs;

    /** A task with a time-out for runs, in the append time of the partition. */
    CollectiveTask(Duration timeout, TaskContext context) {
        this.timeout = timeout;
        this.context = context;
        this.runs = new OpenRuns<>(
                new StoreKeyValues(context.store()),
                CHUNK,
                new OpenRuns.Form<>(
                        AvroSerde.of(CollectiveRunState.class),
                        RunCollectives::of,
                        RunCollectives::state,
                        RunCollectives::lastAppendMillis));
        runs.observedBy(context);
    }

    @Override
    public void process(byte[] encoded, long appendMillis) {
        Collectives record = records.decode(encoded);
        if (record.getExpectedRanks() != null) {
            runs.get(record.getRun()).ifPresent(run -> finish(record.getRun(), run));
            context.commit(); // the producer waits for the rows
            return;
        }
        Optional<String> fault = CollectivesCheck.faultOf(record);
        if (fault.isPresent()) {
            reject(record, fault.get());
            return;
        }
        RunCollectives run = runs.get(record.getRun()).orElseGet(() -> RunCollectives.begin(record));
        if (!run.add(record, appendMillis, runs.parts(record.getRun()))) {
            reject(
                    record,
                    "part " + record.getPart() + " of rank " + record.getRank() + " of run " + record.getRun()
                            + " was not expected");
        } else if (run.isComplete()) {
            finish(record.getRun(), run);
        } else {
            runs.put(record.getRun(), run);
        }
    }

    /** Sends the rows of a run, and deletes its state. */
    private void finish(String name, RunCollectives run) {
        RecordOutput out = context.outputAt(context.now());
        rows(name, run).forEach(out::emit);
        runs.delete(name);
        context.commit();
    }

    /** Rows of a run; none if they cannot be worked out, since the run must end all the same. */
    private List<CollectiveStats> rows(String name, RunCollectives run) {
        try {
            return run.rows(name, context.now(), runs.parts(name));
        } catch (RuntimeException e) {
            LOG.warn("the collectives of run {} cannot be compared", name, e);
            context.outputAt(context.now()).failed(name, "its collectives cannot be compared: " + e.getMessage());
            return List.of();
        }
    }

    @Override
    public void checkIdle(long now) {
        runs.forEachIdle(now, timeout, this::finish);
    }

    private void reject(Collectives record, String why) {
        DeadLetter letter =
                DeadLetters.of(String.valueOf(record.getTraceId()), context.source(), RejectReason.COLLECTIVES, why);
        context.outputAt(context.now()).deadLetter(RejectReason.COLLECTIVES, letter);
    }
}
