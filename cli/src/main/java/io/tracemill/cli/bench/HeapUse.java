package io.tracemill.cli.bench;

import java.util.EnumMap;
import java.util.Map;

/**
 * What an analysis did to the heap of its process.
 *
 * @param collections of the garbage collector
 * @param collectingNanos how long all threads stood still for them
 * @param allocated bytes, by the stage that allocated them
 */
record HeapUse(long collections, long collectingNanos, Map<Stage, Long> allocated) {

    long allocatedBytes() {
        return allocated.values().stream().mapToLong(Long::longValue).sum();
    }

    /** As words of a line. */
    String line() {
        StringBuilder line = new StringBuilder(collections + " " + collectingNanos);
        allocated.forEach(
                (stage, bytes) -> line.append(' ').append(stage).append('=').append(bytes));
        return line.toString();
    }

    /** Reads what {@link #line} wrote. */
    static HeapUse parse(String line) {
        String[] words = line.split(" ", -1);
        Map<Stage, Long> allocated = new EnumMap<>(Stage.class);
        for (int word = 2; word < words.length; word++) {
            String[] entry = words[word].split("=", -1);
            allocated.put(Stage.valueOf(entry[0]), Long.parseLong(entry[1]));
        }
        return new HeapUse(Long.parseLong(words[0]), Long.parseLong(words[1]), allocated);
    }
}
