package io.tracemill.cli.receive;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * Which traces need not be published: those that this door published last, and those that are finished. Thread-safe.
 */
final class KnownTraces implements Predicate<String> {

    private static final int MOST = 10_000;

    /** So long after a question failed, it is not asked again: each takes seconds, and others wait. */
    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final Set<String> published = Collections.newSetFromMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > MOST;
        }
    });
    private final Predicate<String> finished;
    private @Nullable KafkaException failure;
    private long failedAt;

    /**
     * None is published yet.
     *
     * @param finished says which are finished; need not be thread-safe
     */
    KnownTraces(Predicate<String> finished) {
        this.finished = finished;
    }

    @Override
    public boolean test(String traceId) {
        synchronized (published) {
            if (published.contains(traceId)) {
                return true;
            }
        }
        synchronized (finished) {
            if (failure != null && System.nanoTime() - failedAt < PAUSE_NANOS) {
                throw failure;
            }
            try {
                failure = null;
                return finished.test(traceId);
            } catch (KafkaException e) {
                failure = e;
                failedAt = System.nanoTime();
                throw e;
            }
        }
    }

    /** A trace was published. */
    void add(String traceId) {
        synchronized (published) {
            published.add(traceId);
        }
    }
}
