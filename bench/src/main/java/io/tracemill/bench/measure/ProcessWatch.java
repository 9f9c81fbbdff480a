package io.tracemill.bench.measure;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Watches a process, four times a second: what each of its threads did, how much memory it held at most, how large its
 * topics grew. Reads {@code /proc}; where there is none, only topics are seen. What a thread does between the last look
 * and its end is missed.
 */
public final class ProcessWatch implements AutoCloseable {
    private static final long BETWEEN_MILLIS = 250;

    /** A younger thread may still bear the name of the one that started it. */
    private static final long NAMED_AFTER_NANOS = 1_000_000;

    private final Path process;
    private final TopicSizes topics;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Map<String, ThreadClock> threads = new HashMap<>();
    private final Thread thread = new Thread(this::watch, "watch");
    private long peakBytes;

    private ProcessWatch(Path process, TopicSizes topics) {
        this.process = process;
        this.topics = topics;
    }

    /** Begins to watch a process whose temporary files are below a directory. */
    static ProcessWatch start(long pid, Path temp) {
        ProcessWatch watch = new ProcessWatch(Path.of("/proc", Long.toString(pid)), new TopicSizes(temp));
        watch.thread.setDaemon(true);
        watch.thread.start();
        return watch;
    }

    /** Whether this system lets one process watch another. */
    public static boolean isPossible() {
        return Files.isReadable(Path.of("/proc/self/schedstat"));
    }

    /** What was seen since this was last asked; without times where there is no {@code /proc}. */
    synchronized ProcessUse lap() {
        look();
        Map<ThreadRole, TimeUse> roles = new EnumMap<>(ThreadRole.class);
        threads.values().forEach(clock -> roles.merge(clock.role(), clock.lap(), TimeUse::plus));
        return new ProcessUse(peakBytes, roles, topics.lap());
    }

    @Override
    public void close() {
        closed.countDown();
    }

    private void watch() {
        try {
            while (!closed.await(BETWEEN_MILLIS, TimeUnit.MILLISECONDS)) {
                look();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void look() {
        topics.look();
        peakBytes = Math.max(peakBytes, peakBytes());
        long now = System.nanoTime();
        try (DirectoryStream<Path> tasks = Files.newDirectoryStream(process.resolve("task"))) {
            for (Path task : tasks) {
                look(task, now);
            }
        } catch (IOException e) {
            // The process has ended, or there is no /proc: what was seen so far is what there is.
        }
    }

    private void look(Path task, long now) {
        String times = read(task.resolve("schedstat"));
        String[] fields = times == null ? new String[0] : times.strip().split(" ", -1);
        if (fields.length < 2) {
            return;
        }
        long cpuNanos = Long.parseLong(fields[0]);
        ThreadClock clock = threads.get(task.toString());
        if (clock == null) {
            if (cpuNanos < NAMED_AFTER_NANOS) {
                return;
            }
            String name = read(task.resolve("comm"));
            clock = new ThreadClock(ThreadRole.of(name == null ? "" : name.strip()), now);
            threads.put(task.toString(), clock);
        }
        clock.look(now, cpuNanos, Long.parseLong(fields[1]));
    }

    private long peakBytes() {
        String status = read(process.resolve("status"));
        if (status == null) {
            return 0;
        }
        return status.lines()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToLong(line -> 1_024 * Long.parseLong(line.replaceAll("\\D", "")))
                .findFirst()
                .orElse(0);
    }

    private static @Nullable String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return null;
        }
    }
}
