package io.tracemill.streams;

import java.time.Duration;
import java.util.function.Function;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Processor that delegates to a {@link Task}. Kafka Streams may initialise a processor again, over a store that was
 * rolled back. A new task then replaces the one before.
 *
 * @param <V> type of the records' values
 */
final class TaskProcessor<V> implements Processor<String, V, String, byte[]> {

    private static final Duration CHECK_IDLE_EVERY = Duration.ofSeconds(30);

    private final Function<ProcessorContext<String, byte[]>, TaskContext> contexts;
    private final Function<TaskContext, Task<V>> tasks;
    private final TopologyCounts counts;
    private @Nullable Running<V> running;

    /** A task and its surroundings, from one initialisation to the next. */
    private record Running<V>(ProcessorContext<String, byte[]> processor, TaskContext context, Task<V> task) {

        void checkIdle() {
            long now = context.now();
            if (now != Long.MIN_VALUE) {
                task.checkIdle(now);
            }
        }
    }

    /**
     * Creates a processor that is not initialised.
     *
     * @param contexts creates the context of a task
     * @param tasks creates a task from its context
     * @param counts counts of the records processed
     */
    TaskProcessor(
            Function<ProcessorContext<String, byte[]>, TaskContext> contexts,
            Function<TaskContext, Task<V>> tasks,
            TopologyCounts counts) {
        this.contexts = contexts;
        this.tasks = tasks;
        this.counts = counts;
    }

    @Override
    public void init(ProcessorContext<String, byte[]> processor) {
        running = null;
        TaskContext context = contexts.apply(processor);
        Running<V> begun = new Running<>(processor, context, tasks.apply(context));
        processor.schedule(CHECK_IDLE_EVERY, PunctuationType.STREAM_TIME, time -> begun.checkIdle());
        processor.schedule(CHECK_IDLE_EVERY, PunctuationType.WALL_CLOCK_TIME, time -> begun.checkIdle());
        running = begun;
    }

    @Override
    public void process(Record<String, V> record) {
        Running<V> now = running;
        if (now == null) {
            throw new IllegalStateException("processor must be initialised first");
        }
        now.context.observe(record.timestamp());
        process(now.task, record);
        counts.processed(now.processor, record.timestamp());
    }

    /** Processes a record. One that needs too much memory fails like any other, and takes nothing else with it. */
    private static <V> void process(Task<V> task, Record<String, V> record) {
        try {
            task.process(record.value(), record.timestamp());
        } catch (OutOfMemoryError | StackOverflowError e) {
            throw new IllegalStateException("the record needs too much memory: " + e, e);
        }
    }

    @Override
    public void close() {
        if (running != null) {
            running.task.close();
        }
    }
}
