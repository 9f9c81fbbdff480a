package io.tracemill.bench.measure;

import java.util.EnumMap;
import java.util.Map;

/**
 * How an analysis used the heap of its process.
 *
 * @param collections of the garbage collector
 * @param collectingNanos how long all threads stood still for them
 * @param allocated bytes, by the role of the thread that allocated them
 */
public record HeapUse(long collections, long collectingNanos, Map<ThreadRole, Long> allocated) {

    long allocatedBytes() {
        return allocated.values().stream().mapToLong(Long::longValue).sum();
    }

    /** As words of a line. */
    String line() {
        StringBuilder line = new StringBuilder(collections + " " + collectingNanos);
        allocated.forEach(
                (role, bytes) -> line.append(' ').append(role).append('=').append(bytes));
        return line.toString();
    }

    /** Reads what {@link #line} wrote. */
    static HeapUse parse(String line) {
        String[] words = line.split(" ", -1);
        Map<ThreadRole, Long> allocated = new EnumMap<>(ThreadRole.class);
        for (int word = 2; word < words.length; word++) {
            String[] entry = words[word].split("=", -1);
            allocated.put(ThreadRole.valueOf(entry[0]), Long.parseLong(entry[1]));
        }
        return new HeapUse(Long.parseLong(words[0]), Long.parseLong(words[1]), allocated);
    }
}
