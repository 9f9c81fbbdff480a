package io.tracemill.cli.monitoring;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A probe that asks the brokers every two seconds for the lag of a service. It looks from outside, so it sees a service
 * that hangs. While the brokers do not answer, the lag they said last stays and grows older.
 */
final class LagProbe implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(LagProbe.class);
    private static final long EVERY_MILLIS = 2_000;
    private static final int ANSWER_WITHIN_MILLIS = 3_000;

    private final Admin cluster;
    private final ConsumerPosition position;
    private final PartitionLags lags = new PartitionLags();
    private final Thread thread;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile boolean reachable;
    private boolean outage;

    /** Begins to ask. */
    LagProbe(Map<String, Object> client, ConsumerPosition position) {
        Map<String, Object> settings = new HashMap<>(client);
        settings.put("default.api.timeout.ms", ANSWER_WITHIN_MILLIS);
        settings.put("request.timeout.ms", ANSWER_WITHIN_MILLIS);
        this.cluster = Admin.create(settings);
        this.position = position;
        this.thread = new Thread(this::ask, "lag");
        thread.setDaemon(true);
        thread.start();
    }

    private void ask() {
        try {
            do {
                look();
            } while (!closed.await(EVERY_MILLIS, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            LOG.debug("the lag is not asked for any more");
        }
    }

    private void look() throws InterruptedException {
        try {
            Map<TopicPartition, Long> next = position.next(cluster);
            Map<TopicPartition, Long> begins = offsets(next, OffsetSpec.earliest());
            Map<TopicPartition, Long> ends = offsets(next, OffsetSpec.latest());
            Map<TopicPartition, Long> waiting = new HashMap<>();
            next.forEach((partition, offset) -> {
                long from = Math.max(offset, begins.getOrDefault(partition, 0L));
                waiting.put(partition, Math.max(0, ends.getOrDefault(partition, from) - from));
            });
            lags.note(System.currentTimeMillis(), waiting, position.lastAppendMillis());
            reachable = true;
            if (outage) {
                LOG.warn("the brokers answer again");
                outage = false;
            }
        } catch (ExecutionException | KafkaException e) {
            reachable = false;
            if (!outage) {
                LOG.warn("the lag is unknown, because the brokers do not answer: {}", reason(e));
                outage = true;
            }
        }
    }

    private static String reason(Exception e) {
        return String.valueOf(
                e.getCause() == null ? e.getMessage() : e.getCause().getMessage());
    }

    private Map<TopicPartition, Long> offsets(Map<TopicPartition, Long> partitions, OffsetSpec which)
            throws InterruptedException, ExecutionException {
        if (partitions.isEmpty()) {
            cluster.describeCluster().clusterId().get();
            return Map.of();
        }
        Map<TopicPartition, OffsetSpec> wanted =
                partitions.keySet().stream().collect(Collectors.toMap(partition -> partition, partition -> which));
        return cluster
                .listOffsets(wanted, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                .all()
                .get()
                .entrySet()
                .stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, end -> end.getValue().offset()));
    }

    /** What it was told last. */
    Map<TopicPartition, PartitionLags.Lag> lags() {
        return lags.last();
    }

    /** Whether the brokers answered when they were asked last. */
    boolean reachable() {
        return reachable;
    }

    @Override
    public void close() {
        closed.countDown();
        thread.interrupt();
        cluster.close(Duration.ZERO);
    }
}
