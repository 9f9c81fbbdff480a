package io.tracemill.systemtests.notify;

import io.tracemill.cli.notify.Alertmanager;
import io.tracemill.cli.notify.NotifyCounts;
import io.tracemill.cli.notify.NotifyJob;
import io.tracemill.schemas.Topics;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

/** The notifier in a thread, which posts each second. It ends when it is closed. */
final class RunningNotifier implements AutoCloseable {

    private final AtomicBoolean ending = new AtomicBoolean();
    private final List<String> failures = new CopyOnWriteArrayList<>();
    private final NotifyCounts counts = new NotifyCounts();
    private final Thread thread;

    RunningNotifier(Topics topics, Map<String, Object> client, URI alertmanager) {
        thread = new Thread(() -> run(topics, client, alertmanager), "notify");
        thread.start();
    }

    private void run(Topics topics, Map<String, Object> client, URI alertmanager) {
        NotifyJob.Settings settings = new NotifyJob.Settings(Duration.ofSeconds(1), Clock.systemUTC(), failures::add);
        Alertmanager to = new Alertmanager(alertmanager, Optional.empty());
        try (NotifyJob job = new NotifyJob(topics, client, List.of(to), settings, counts)) {
            while (!ending.get()) {
                job.step();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    NotifyCounts counts() {
        return counts;
    }

    /** What it said of posts that failed. */
    List<String> failures() {
        return failures;
    }

    @Override
    public void close() {
        ending.set(true);
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
