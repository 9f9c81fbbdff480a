package io.tracemill.bench.measure;

import com.sun.management.ThreadMXBean;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Measures what this process does to its heap. What a thread allocates between the last look at it and its end is
 * missed.
 */
final class HeapMeter implements AutoCloseable {
    private static final long BETWEEN_MILLIS = 25;

    private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private final Map<Long, ThreadRole> roles = new HashMap<>();
    private final Map<Long, Long> allocated = new HashMap<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread = new Thread(this::watch, "measure-heap");
    private final Map<ThreadRole, Long> before = new EnumMap<>(ThreadRole.class);
    private long collectionsBefore;
    private long collectingMillisBefore;

    static HeapMeter start() {
        HeapMeter meter = new HeapMeter();
        meter.thread.setDaemon(true);
        meter.thread.start();
        return meter;
    }

    /** What was done since this was last asked. */
    synchronized HeapUse lap() {
        look();
        Map<ThreadRole, Long> now = new EnumMap<>(ThreadRole.class);
        allocated.forEach((id, bytes) -> now.merge(roles.getOrDefault(id, ThreadRole.JVM), bytes, Long::sum));
        Map<ThreadRole, Long> lap = new EnumMap<>(ThreadRole.class);
        now.forEach((role, bytes) -> lap.put(role, bytes - before.getOrDefault(role, 0L)));
        before.putAll(now);
        long collections = 0;
        long collectingMillis = 0;
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            collections += collector.getCollectionCount();
            collectingMillis += collector.getCollectionTime();
        }
        HeapUse use = new HeapUse(
                collections - collectionsBefore,
                TimeUnit.MILLISECONDS.toNanos(collectingMillis - collectingMillisBefore),
                lap);
        collectionsBefore = collections;
        collectingMillisBefore = collectingMillis;
        return use;
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
        long[] ids = threads.getAllThreadIds();
        long[] bytes = threads.getThreadAllocatedBytes(ids);
        for (int i = 0; i < ids.length; i++) {
            if (bytes[i] > 0) {
                allocated.put(ids[i], bytes[i]);
                roles.computeIfAbsent(ids[i], this::role);
            }
        }
    }

    private ThreadRole role(long id) {
        ThreadInfo info = threads.getThreadInfo(id);
        return info == null ? ThreadRole.JVM : ThreadRole.of(info.getThreadName());
    }
}
