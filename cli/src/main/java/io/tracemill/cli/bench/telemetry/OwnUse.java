package io.tracemill.cli.bench.telemetry;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/**
 * What this process uses, as Linux says it: CPU time by the part that a thread works on, and memory. Where there is no
 * {@code /proc}, nothing is seen. What a thread does after the last look at it is missed.
 */
final class OwnUse {

    private static final Path PROCESS = Path.of("/proc/self");

    private final Map<String, Part> parts = new HashMap<>();
    private final Map<String, Long> nanos = new HashMap<>();

    /** CPU time since the start, in ns. */
    Map<Part, Long> cpu() {
        try (DirectoryStream<Path> tasks = Files.newDirectoryStream(PROCESS.resolve("task"))) {
            for (Path task : tasks) {
                look(task);
            }
        } catch (IOException e) {
            return Map.of(); // no /proc
        }
        Map<Part, Long> sums = new EnumMap<>(Part.class);
        nanos.forEach((task, time) -> sums.merge(parts.getOrDefault(task, Part.BROKER), time, Long::sum));
        return sums;
    }

    private void look(Path task) {
        try {
            String key = task.toString();
            String times = Files.readString(task.resolve("schedstat"));
            nanos.put(key, Long.parseLong(times.substring(0, times.indexOf(' '))));
            parts.put(key, Part.of(Files.readString(task.resolve("comm")).strip()));
        } catch (IOException e) {
            // The thread has ended; what it did before the last look counts.
        }
    }

    /** Resident memory in bytes; 0 where it cannot be seen. */
    static long residentBytes() {
        try {
            return Files.readString(PROCESS.resolve("status"))
                    .lines()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> 1_024 * Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }
}
