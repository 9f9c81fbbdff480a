package io.tracemill.bench.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** CPU time of the processes that this one started and that have ended. */
final class ChildrenCpu {
    /** Of a clock tick on Linux, where {@code /proc} counts in them. */
    private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    /** In {@code /proc/self/stat}, counted after the name of the process, which may hold spaces. */
    private static final int USER = 13;

    private ChildrenCpu() {}

    /** Of all cores so far; 0 where there is no {@code /proc}. */
    static long nanos() {
        try {
            String stat = Files.readString(Path.of("/proc/self/stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            return (Long.parseLong(fields[USER]) + Long.parseLong(fields[USER + 1])) * TICK_NANOS;
        } catch (IOException e) {
            return 0;
        }
    }
}
