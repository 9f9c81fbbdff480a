package io.tracemill.cli.analyze;

import io.tracemill.schemas.AvroSerde;
import io.tracemill.schemas.Collectives;
import io.tracemill.schemas.RankSteps;
import io.tracemill.schemas.Topic;
import io.tracemill.schemas.Topics;
import io.tracemill.schemas.TraceInfo;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * Records that mark the end of a run, sent once its traces are finished: no more of its ranks will come, so the run is
 * compared without those that failed or never existed. A marker is in the partition of the run's own records, after all
 * of them.
 */
final class RunEndMarkers {

    private static final long CHECK_NANOS = 10_000_000;

    /** Where each partition ends that a run's end was written to. */
    private final Map<TopicPartition, Long> ends;

    private RunEndMarkers(Map<TopicPartition, Long> ends) {
        this.ends = ends;
    }

    /**
     * Sends the ends of the runs of which there are at least two ranks.
     *
     * @param earlier ranks that were analysed before, which are sent first
     * @param finished traces whose ranks the topology has sent
     */
    static RunEndMarkers send(
            Topics topics, Map<String, Object> client, EarlierRanks earlier, Collection<TraceInfo> finished)
            throws IOException, InterruptedException {
        List<RankSteps> steps = new ArrayList<>(earlier.steps());
        steps.addAll(ends(earlier.steps(), finished));
        List<Collectives> collectives = new ArrayList<>(earlier.collectives());
        steps.stream()
                .filter(run -> run.getExpectedRanks() != null)
                .forEach(run -> collectives.add(endOfCollectives(run)));
        Map<TopicPartition, Long> ends = new HashMap<>();
        if (steps.isEmpty()) {
            return new RunEndMarkers(ends);
        }
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(settings(client), new StringSerializer(), new ByteArraySerializer())) {
            List<Future<RecordMetadata>> sent = new ArrayList<>();
            AvroSerde<RankSteps> ofSteps = AvroSerde.of(RankSteps.class);
            AvroSerde<Collectives> ofCollectives = AvroSerde.of(Collectives.class);
            steps.forEach(run -> sent.add(producer.send(
                    new ProducerRecord<>(topics.name(Topic.RANK_STEPS), run.getRun(), ofSteps.encode(run)))));
            collectives.forEach(run -> sent.add(producer.send(
                    new ProducerRecord<>(topics.name(Topic.COLLECTIVES), run.getRun(), ofCollectives.encode(run)))));
            for (Future<RecordMetadata> end : sent) {
                RecordMetadata at = end.get();
                ends.merge(new TopicPartition(at.topic(), at.partition()), at.offset() + 1, Math::max);
            }
        } catch (ExecutionException e) {
            throw new IOException("the embedded broker rejects the end of a run: " + e.getMessage(), e);
        }
        return new RunEndMarkers(ends);
    }

    private static Collectives endOfCollectives(RankSteps end) {
        return Collectives.newBuilder()
                .setRun(end.getRun())
                .setDate(end.getDate())
                .setExpectedRanks(end.getExpectedRanks())
                .build();
    }

    private static Map<String, Object> settings(Map<String, Object> client) {
        Map<String, Object> settings = new HashMap<>(client);
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        return settings;
    }

    private static List<RankSteps> ends(List<RankSteps> earlier, Collection<TraceInfo> finished) {
        Map<String, Set<@Nullable Integer>> ranks = new TreeMap<>();
        Map<String, String> dates = new HashMap<>();
        for (RankSteps trace : earlier) {
            ranks.computeIfAbsent(trace.getRun(), run -> new HashSet<>()).add(trace.getRank());
            dates.put(trace.getRun(), trace.getDate());
        }
        for (TraceInfo trace : finished) {
            ranks.computeIfAbsent(trace.getRun(), run -> new HashSet<>()).add(trace.getRank());
            dates.put(trace.getRun(), trace.getDate());
        }
        ranks.values().forEach(of -> of.remove(null));
        ranks.values().removeIf(of -> of.size() < 2);
        return ranks.entrySet().stream()
                .map(run -> RankSteps.newBuilder()
                        .setRun(run.getKey())
                        .setDate(dates.get(run.getKey()))
                        .setExpectedRanks(run.getValue().size())
                        .setSteps(List.of())
                        .build())
                .toList();
    }

    /** Returns once the topology, which is this consumer group, has committed what it makes of them. */
    void awaitTaken(String group, Admin admin, LivenessCheck pipeline) throws IOException, InterruptedException {
        while (!ends.isEmpty() && !taken(committed(group, admin))) {
            pipeline.checkAlive();
            LockSupport.parkNanos(CHECK_NANOS);
        }
    }

    private boolean taken(Map<TopicPartition, OffsetAndMetadata> committed) {
        return ends.entrySet().stream().allMatch(end -> {
            OffsetAndMetadata at = committed.get(end.getKey());
            return at != null && at.offset() >= end.getValue();
        });
    }

    private static Map<TopicPartition, OffsetAndMetadata> committed(String group, Admin admin)
            throws IOException, InterruptedException {
        try {
            return admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get();
        } catch (ExecutionException e) {
            throw new IOException("the embedded broker does not answer: " + e.getMessage(), e);
        }
    }
}
