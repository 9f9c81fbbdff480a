package io.tracemill.streams;

import java.time.Duration;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** Services for a {@link Task}: the store, the output and the time of its partition. */
final class TaskContext {

    private final ProcessorContext<String, byte[]> context;
    private final KeyValueStore<String, byte[]> store;
    private final RecordOutput output;
    private final CommitPace pace;
    private final PartitionClock clock = new PartitionClock();
    private @Nullable Cancellable commitLater;

    /** Creates the context of a task that has seen no record. */
    TaskContext(
            ProcessorContext<String, byte[]> context,
            KeyValueStore<String, byte[]> store,
            RecordOutput output,
            CommitPace pace) {
        this.context = context;
        this.store = store;
        this.output = output;
        this.pace = pace;
    }

    /** Id of the task, unique within the app. */
    String id() {
        return context.taskId().toString();
    }

    KeyValueStore<String, byte[]> store() {
        return store;
    }

    /** Output for records with a timestamp, in ms since 1970. */
    RecordOutput outputAt(long millis) {
        return output.at(millis);
    }

    /** Notes the append time of a record of the partition, in ms since 1970. */
    void observe(long appendMillis) {
        clock.observe(appendMillis, context.currentSystemTimeMs());
    }

    /** Time of the partition, in ms since 1970; {@link Long#MIN_VALUE} before the first record. */
    long now() {
        return clock.now(context.currentSystemTimeMs());
    }

    /** Topic, partition and offset of the record being processed. */
    RecordMetadata source() {
        return context.recordMetadata().orElseThrow(() -> new IllegalStateException("no record is in process"));
    }

    /** Requests a commit as soon as the pace allows it, for results that somebody waits for. */
    void commit() {
        if (commitLater != null) {
            return;
        }
        long wait = pace.millisToWait(context.currentSystemTimeMs());
        if (wait == 0) {
            commitNow();
            return;
        }
        commitLater =
                context.schedule(Duration.ofMillis(wait), PunctuationType.WALL_CLOCK_TIME, time -> commitAfterWait());
    }

    private void commitAfterWait() {
        if (commitLater != null) {
            commitLater.cancel();
            commitLater = null;
        }
        commitNow();
    }

    private void commitNow() {
        pace.requested(context.currentSystemTimeMs());
        context.commit();
    }
}
