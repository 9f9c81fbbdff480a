package io.tracemill.cli.notify;

import io.tracemill.cli.service.FleetProgress;
import io.tracemill.cli.service.TopicConsumer;
import io.tracemill.schemas.Alert;
import io.tracemill.schemas.RunFacts;
import io.tracemill.schemas.Topic;
import io.tracemill.schemas.Topics;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads the alerts to their end, then tells the receivers what fires: when that changes, and each interval. It keeps
 * nothing: another one that starts reads the same alerts. For one thread.
 */
public final class NotifyJob implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(500);

    private final KafkaConsumer<String, Alert> alerts;
    private final KafkaConsumer<String, RunFacts> facts;
    private final List<Receiver> receivers;
    private final Settings settings;
    private final AlertBoard board = new AlertBoard();
    private final FleetProgress progress;
    private final NotifyCounts counts;
    private final Map<TopicPartition, Long> ends;
    private boolean isRead;
    private boolean changed;
    private long toldAt = Long.MIN_VALUE;

    /**
     * How it tells.
     *
     * @param interval time after which it tells again what has not changed
     * @param clock the clock by which alerts are current
     * @param failed receives why a receiver did not take something, one line
     */
    public record Settings(Duration interval, Clock clock, Consumer<String> failed) {}

    /** A job that reads the topics of a cluster. */
    public NotifyJob(
            Topics topics,
            Map<String, Object> client,
            List<Receiver> receivers,
            Settings settings,
            NotifyCounts counts) {
        this.receivers = List.copyOf(receivers);
        this.settings = settings;
        this.counts = counts;
        this.progress = new FleetProgress(topics.partitions());
        this.alerts = TopicConsumer.of(topics, Topic.ALERTS, Alert.class, client);
        this.facts = TopicConsumer.of(topics, Topic.RUN_FACTS, RunFacts.class, client);
        this.ends = alerts.endOffsets(alerts.assignment());
        facts.assign(List.of(new TopicPartition(topics.name(Topic.RUN_FACTS), 0))); // each has the progress of all
        facts.seekToEnd(facts.assignment());
        facts.assignment().forEach(facts::position); // or it would be found some time later
    }

    /** Takes what has come, and tells the receivers if it is time to. */
    public void step() throws InterruptedException {
        for (ConsumerRecord<String, Alert> record : TopicConsumer.poll(alerts, POLL, settings.failed)) {
            board.note(record.value());
            changed = true;
        }
        for (ConsumerRecord<String, RunFacts> record : TopicConsumer.poll(facts, Duration.ZERO, settings.failed)) {
            if (record.value().getProgress() != null) {
                progress.note(record.value().getProgress());
            }
        }
        isRead = isRead || ends.entrySet().stream().allMatch(end -> alerts.position(end.getKey()) >= end.getValue());
        long now = settings.clock.millis();
        boolean wasCurrent = counts.isCurrent();
        boolean isCurrent = progress.isCurrent(now);
        counts.now(board.firing(), isRead, isCurrent);
        boolean due = toldAt == Long.MIN_VALUE || now - toldAt >= settings.interval.toMillis();
        if (isRead && (changed || due || isCurrent != wasCurrent)) {
            tell(isCurrent, now);
        }
    }

    private void tell(boolean isCurrent, long now) throws InterruptedException {
        AlertBoard.Telling telling = board.telling(isCurrent);
        boolean all = true;
        for (Receiver receiver : receivers) {
            boolean taken = tell(receiver, telling, isCurrent);
            counts.told(receiver.name(), taken);
            all &= taken;
        }
        if (all) {
            board.told(telling);
        }
        changed = false;
        toldAt = now;
    }

    private boolean tell(Receiver receiver, AlertBoard.Telling telling, boolean isCurrent) throws InterruptedException {
        try {
            receiver.tell(telling, isCurrent, settings.clock.instant());
            return true;
        } catch (IOException e) {
            settings.failed.accept(receiver.name() + " did not take the alerts, and is told again: "
                    + (e.getMessage() == null ? e.toString() : e.getMessage()));
            return false;
        }
    }

    @Override
    public void close() {
        alerts.close();
        facts.close();
    }
}
