package io.tracemill.streams;

import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;

/** Services for a {@link Task}: the store, the output and the time of its partition. */
final class TaskContext {

    private final ProcessorContext<String, byte[]> context;
    private final KeyValueStore<String, byte[]> store;
    private final RecordOutput output;
    private final CommitPace pace;
    private final PartitionClock clock = new PartitionClock();

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

    /** Partition of its input. */
    int partition() {
        return context.taskId().partition();
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

    /** Requests a commit as soon as possible, for results that somebody waits for. */
    void commit() {
        context.commit();
    }

    /** Requests a commit for a finished trace; the traces after many others share one. */
    void commitTrace() {
        if (pace.allows(context.currentSystemTimeMs())) {
            context.commit();
        }
    }
}
