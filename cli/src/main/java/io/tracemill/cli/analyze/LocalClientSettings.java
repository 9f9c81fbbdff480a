package io.tracemill.cli.analyze;

import io.tracemill.embeddedkafka.EmbeddedKafka;
import java.nio.file.Path;
import java.util.Map;

/** Settings of clients whose broker is in this process, where it answers at once and the user waits for the result. */
final class LocalClientSettings {

    /**
     * A consumer cannot close before the fetch it sent last is answered, and a fetch without news is after this time.
     */
    private static final int FETCH_WAIT_MILLIS = 25;

    /** What the broker is not ready for, it soon will be; clients may even be there before it. */
    private static final int RETRY_MILLIS = 10;

    /** Until it has work, the topology's admin client asks this often who the brokers are. */
    private static final int ADMIN_RETRY_MILLIS = 50;

    /** Each commit sends the state, and the archive sees spans after it. The end of a trace is committed at once. */
    private static final int COMMIT_INTERVAL_MILLIS = 500;

    /** The topology looks this often whether its state is restored. */
    private static final int POLL_MILLIS = 20;

    private LocalClientSettings() {}

    /** For any client of this broker: it takes of these what it knows. */
    static Map<String, Object> settings(EmbeddedKafka kafka) {
        Map<String, Object> settings = kafka.clientSettings();
        settings.put("fetch.max.wait.ms", FETCH_WAIT_MILLIS);
        settings.put("retry.backoff.ms", RETRY_MILLIS);
        settings.put("reconnect.backoff.ms", RETRY_MILLIS);
        settings.put("metric.reporters", "");
        settings.put("enable.metrics.push", false);
        return settings;
    }

    /** For the topology, which keeps its state in a directory of its own. */
    static Map<String, Object> streams(EmbeddedKafka kafka, Path state) {
        Map<String, Object> settings = settings(kafka);
        settings.put("state.dir", state.toString());
        settings.put("commit.interval.ms", COMMIT_INTERVAL_MILLIS);
        settings.put("poll.ms", POLL_MILLIS);
        settings.put("admin.retry.backoff.ms", ADMIN_RETRY_MILLIS);
        return settings;
    }
}
