package io.tracemill.streams;

import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;

/** Everything that a {@link Task} works with: its store, its output, and the time of its partition. */
final class TaskContext {

    private final ProcessorContext<String, byte[]> context;
    private final KeyValueStore<String, byte[]> store;
    private final RecordOutput output;
    private final PartitionClock clock = new PartitionClock();

    /** The context of a task that has seen no record. */
    TaskContext(ProcessorContext<String, byte[]> context, KeyValueStore<String, byte[]> store, RecordOutput output) {
        this.context = context;
        this.store = store;
        this.output = output;
    }

    /** Name of the task: unique within the app. */
    String id() {
        return context.taskId().toString();
    }

    KeyValueStore<String, byte[]> store() {
        return store;
    }

    /** The output for records of a time, in ms since 1970. */
    RecordOutput outputAt(long millis) {
        return output.at(millis);
    }

    /** Notes when a record of the partition was appended, in ms since 1970. */
    void observe(long appendMillis) {
        clock.observe(appendMillis, context.currentSystemTimeMs());
    }

    /** The time of the partition, in ms since 1970; the smallest long before a record was observed. */
    long now() {
        return clock.now(context.currentSystemTimeMs());
    }

    /** The place of the record in process. */
    RecordMetadata source() {
        return context.recordMetadata().orElseThrow(() -> new IllegalStateException("no record is in process"));
    }

    /** Asks for a commit soon, where somebody waits for what was sent. */
    void commit() {
        context.commit();
    }
}
