package io.tracemill.cli.live;

import io.tracemill.cli.service.FleetProgress;
import io.tracemill.cli.service.TopicUse;
import io.tracemill.schemas.NodeProgress;
import io.tracemill.schemas.RunFacts;
import io.tracemill.schemas.Topics;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/**
 * Follows the topics in a thread of its own, and puts what they say into the picture of a feed. If they cannot be read,
 * it says so in the picture, which stays, and begins again.
 */
public final class LiveFollower implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(500);
    private static final long PUBLISH_EVERY_NANOS = 1_000_000_000L;
    private static final long RETRY_SECONDS = 5;
    private static final long END_WITHIN_MILLIS = 3_000;

    private final Source source;
    private final LiveFeed feed;
    private final Clock clock;
    private final FleetProgress progress;
    private final CountDownLatch ending = new CountDownLatch(1);
    private final Thread thread;
    private boolean isRead;
    private @Nullable Long logMs;
    private @Nullable String problem;

    /**
     * Where records come from.
     *
     * @param topics topics of the cluster
     * @param client properties of its clients
     * @param failed receives why records or topics could not be read, one line
     */
    public record Source(Topics topics, Map<String, Object> client, Consumer<String> failed) {

        /** Copies the properties. */
        public Source {
            client = Map.copyOf(client);
        }
    }

    private LiveFollower(Source source, LiveFeed feed, Clock clock) {
        this.source = source;
        this.feed = feed;
        this.clock = clock;
        this.progress = new FleetProgress(source.topics.partitions());
        this.thread = new Thread(this::run, "live");
        thread.setDaemon(true);
    }

    /** Begins to follow the topics. */
    public static LiveFollower start(Source source, LiveFeed feed, Clock clock) {
        LiveFollower follower = new LiveFollower(source, feed, clock);
        follower.publish();
        follower.thread.start();
        return follower;
    }

    /** Which topics it reads, as text. */
    public String reads() {
        return TopicUse.SERVE.reads().stream().map(source.topics::name).collect(Collectors.joining("\n", "", "\n"));
    }

    private void run() {
        try {
            do {
                try (LiveTopics topics = new LiveTopics(source.topics, source.client, clock.instant(), source.failed)) {
                    follow(topics);
                } catch (InterruptException e) {
                    throw e;
                } catch (KafkaException e) {
                    problem = Objects.requireNonNullElse(e.getMessage(), e.toString());
                    feed.failed();
                    source.failed.accept("topics cannot be read, and are tried again: " + problem);
                    publish();
                }
            } while (!ending.await(RETRY_SECONDS, TimeUnit.SECONDS));
        } catch (InterruptedException | InterruptException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void follow(LiveTopics topics) {
        long published = System.nanoTime();
        while (ending.getCount() > 0) {
            int read = 0;
            for (ConsumerRecord<String, SpecificRecord> record : topics.poll(POLL)) {
                note(record);
                read++;
            }
            feed.read(read);
            boolean wasRead = isRead;
            isRead = topics.isRead();
            problem = null;
            if (System.nanoTime() - published >= PUBLISH_EVERY_NANOS || wasRead != isRead) {
                publish();
                published = System.nanoTime();
            }
        }
    }

    private void note(ConsumerRecord<String, SpecificRecord> record) {
        if (record.value() instanceof RunFacts facts) {
            NodeProgress read = facts.getProgress();
            if (read != null) {
                progress.note(read);
                logMs = logMs == null ? read.getTimeMs() : Math.max(logMs, read.getTimeMs());
            }
        } else {
            feed.picture().note(record.value(), record.timestamp());
        }
    }

    private void publish() {
        boolean isCurrent = progress.isCurrent(clock.millis());
        feed.picture().note(new LivePicture.Status(isRead, isCurrent, logMs, problem));
        feed.publish();
    }

    @Override
    public void close() {
        ending.countDown();
        try {
            thread.join(END_WITHIN_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
