package io.tracemill.streams;

import io.tracemill.schemas.AvroSerde;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Memory that the working copies of the tasks of one process take together, of which each trace may need
 * {@link AvroSerde#MAX_STATE_BYTES}. Safe for several threads.
 */
final class LiveMemory {

    /** Part of the heap that working copies may take. */
    private static final int PART_OF_HEAP = 4;

    private final long mostBytes;
    private final Map<String, Long> bytesByTask = new ConcurrentHashMap<>();

    private LiveMemory(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    /** A quarter of the heap. */
    static LiveMemory ofHeap() {
        return new LiveMemory(Runtime.getRuntime().maxMemory() / PART_OF_HEAP);
    }

    /** So many bytes. */
    static LiveMemory of(long bytes) {
        return new LiveMemory(bytes);
    }

    /** Sets what a task takes, in bytes; returns by how much all tasks together exceed the limit, at least 0. */
    long takes(String task, long bytes) {
        bytesByTask.put(task, bytes);
        return Math.max(
                0, bytesByTask.values().stream().mapToLong(Long::longValue).sum() - mostBytes);
    }

    /** Forgets a task. */
    void closed(String task) {
        bytesByTask.remove(task);
    }
}
