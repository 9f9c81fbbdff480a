package io.tracemill.bench.measure;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Watches a process, four times a second: what each of its threads did, how much memory it held at most, how large its
 * topics grew. Reads {@code /proc}; where there is none, only topics are seen. What a thread does between the last look
 * and its end is missed.
 */
public final class ProcessWatch implements AutoCloseable {
    private static final long BETWEEN_MILLIS = 250;

    /** A younger thread may still bear the name of the one that started it. */
    private static final long NAMED_AFTER_NANOS = 1_000_000;

    private final LinuxProcess process;
    private final TopicSizes topics;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Map<String, ThreadClock> threads = new HashMap<>();
    private final Thread thread = new Thread(this::watch, "watch");
    private long peakBytes;

    private ProcessWatch(LinuxProcess process, TopicSizes topics) {
        this.process = process;
        this.topics = topics;
    }

    /** Begins to watch a process whose temporary files are below a directory. */
    static ProcessWatch start(long pid, Path temp) {
        ProcessWatch watch = new ProcessWatch(LinuxProcess.of(pid), new TopicSizes(temp));
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
        peakBytes = Math.max(peakBytes, process.memory(LinuxProcess.PEAK));
        long now = System.nanoTime();
        process.look((thread, cpuNanos, queuedNanos) -> look(thread, now, cpuNanos, queuedNanos));
    }

    private void look(Path thread, long now, long cpuNanos, long queuedNanos) {
        ThreadClock clock = threads.get(thread.toString());
        if (clock == null) {
            if (cpuNanos < NAMED_AFTER_NANOS) {
                return;
            }
            clock = new ThreadClock(ThreadRole.of(LinuxProcess.name(thread)), now);
            threads.put(thread.toString(), clock);
        }
        clock.look(now, cpuNanos, queuedNanos);
    }
}
