package io.tracemill.storage;

import io.tracemill.storage.publish.Publisher;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.RetriableCommitFailedException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The partitions that this job owns at the moment: where reading begins in each, and how far it may be committed. */
final class OwnedPartitions implements ConsumerRebalanceListener {

    private static final Logger LOG = LoggerFactory.getLogger(OwnedPartitions.class);
    private static final long COMMIT_NANOS = 1_000_000_000L;
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(10);

    private final Consumer<byte[], byte[]> consumer;
    private final Publisher publisher;
    private final DeadLetterSink deadLetters;
    private final TopicLogIds logIds;
    private final Map<TopicPartition, String> logs = new HashMap<>();
    private final Map<TopicPartition, Long> committed = new HashMap<>();
    private final Map<TopicPartition, Long> positions = new HashMap<>();
    private boolean assigned;
    private long commitWait;
    private long committedNanos = System.nanoTime();

    OwnedPartitions(
            Consumer<byte[], byte[]> consumer, Publisher publisher, DeadLetterSink deadLetters, TopicLogIds logIds) {
        this.consumer = consumer;
        this.publisher = publisher;
        this.deadLetters = deadLetters;
        this.logIds = logIds;
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        LOG.info("begins with {}", partitions);
        if (assigned) { // at first, all topics are there
            checkTopics();
        }
        logs.putAll(logs(partitions));
        begin(partitions);
    }

    private Map<TopicPartition, String> logs(Collection<TopicPartition> partitions) {
        try {
            return ClusterQuestion.asked("which topics these are", () -> logIds.of(partitions));
        } catch (UnknownTopicOrPartitionException e) {
            checkTopics(); // one was deleted since they were assigned
            throw e;
        }
    }

    /** Fails if a topic was deleted. That ends the job, and whoever starts the next one is told before it begins. */
    private void checkTopics() {
        Set<String> missing = new TreeSet<>(consumer.subscription());
        try {
            missing.removeAll(consumer.listTopics(ANSWER_WITHIN).keySet());
        } catch (TimeoutException e) {
            LOG.info("the topics are unknown: {}", e.getMessage());
            return;
        }
        if (!missing.isEmpty()) {
            String line = String.join(", ", missing) + ": was deleted; 'tracemill topics create' creates it again";
            throw new ArchiveException(line, new UnknownTopicOrPartitionException(line));
        }
    }

    private void begin(Collection<TopicPartition> partitions) {
        partitions.forEach(partition -> publisher.begin(partition, log(partition)));
        seekToCommit(partitions);
        assigned = true;
    }

    private String log(TopicPartition partition) {
        return Objects.requireNonNull(logs.get(partition), "a partition that was assigned");
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        try {
            publisher.publish(partitions);
            commit(partitions);
        } catch (IOException e) {
            throw new ArchiveException(e);
        } finally {
            onPartitionsLost(partitions);
        }
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
        LOG.info("ends with {}", partitions);
        partitions.forEach(publisher::drop);
        positions.keySet().removeAll(partitions);
        committed.keySet().removeAll(partitions);
        logs.keySet().removeAll(partitions);
    }

    /** Goes back to the commit in each partition that the publisher gave up. */
    void rewindOvertaken() {
        Set<TopicPartition> overtaken = publisher.overtaken();
        if (!overtaken.isEmpty()) {
            LOG.info(
                    "{}: given up, mostly because another owner published it; reading again from the commit",
                    overtaken);
            begin(overtaken);
        }
    }

    /**
     * Moves to the commit of each partition. Without a commit, or with one that belongs to another log of the same
     * name, reading begins where the log does; records that are published already are skipped one by one.
     */
    private void seekToCommit(Collection<TopicPartition> partitions) {
        Map<TopicPartition, OffsetAndMetadata> commits = commits(Set.copyOf(partitions));
        Set<TopicPartition> fresh = new HashSet<>();
        for (TopicPartition partition : partitions) {
            OffsetAndMetadata commit = commits.get(partition);
            if (commit == null || !isOf(partition, commit)) {
                fresh.add(partition);
            } else {
                consumer.seek(partition, commit);
            }
        }
        seekToBeginning(fresh);
    }

    private void seekToBeginning(Set<TopicPartition> partitions) {
        beginnings(partitions).forEach((partition, begin) -> {
            if (begin > 0) {
                LOG.warn(
                        "{}: the log begins at {}; earlier records are archived only if another archive job read them",
                        partition,
                        begin);
            }
            consumer.seek(partition, begin);
        });
    }

    private Map<TopicPartition, Long> beginnings(Set<TopicPartition> partitions) {
        try {
            return ClusterQuestion.asked("where the logs begin", () -> consumer.beginningOffsets(partitions));
        } catch (TimeoutException e) {
            checkTopics(); // nobody answers for a topic that was deleted since it was assigned
            throw e;
        }
    }

    /** Whether a commit belongs to the log of the partition. */
    private boolean isOf(TopicPartition partition, OffsetAndMetadata commit) {
        boolean same = TopicLogIds.isOf(log(partition), commit);
        if (!same) {
            LOG.warn("{}: was deleted and created again; archiving it from its beginning", partition);
        }
        return same;
    }

    private Map<TopicPartition, OffsetAndMetadata> commits(Set<TopicPartition> partitions) {
        return ClusterQuestion.asked("what is committed", () -> consumer.committed(partitions));
    }

    /** Commits what may be committed, about once a second. Returns whether it was time to. */
    boolean commit(long nowNanos) {
        if (nowNanos - committedNanos < COMMIT_NANOS) {
            return false;
        }
        commit(consumer.assignment());
        committedNanos = nowNanos;
        return true;
    }

    /** Whether the group has assigned partitions to this job. */
    boolean assigned() {
        return assigned;
    }

    /** The offsets of the records that are read next, as of the last commit. */
    Map<TopicPartition, Long> positions() {
        return Map.copyOf(positions);
    }

    /** Time that commits took, in ns. */
    long commitWait() {
        return commitWait;
    }

    /** Commits what may be committed. Returns false if the commit failed and is to be tried again. */
    private boolean commit(Collection<TopicPartition> partitions) {
        deadLetters.flush();
        long begin = System.nanoTime();
        try {
            Map<TopicPartition, Long> offsets = committable(partitions);
            if (!offsets.isEmpty()) {
                consumer.commitSync(offsets.entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey, e -> new OffsetAndMetadata(e.getValue(), log(e.getKey())))));
                committed.putAll(offsets);
            }
            return true;
        } catch (CommitFailedException | RebalanceInProgressException e) {
            LOG.info("not committed, the group is changing: {}", e.getMessage());
        } catch (TimeoutException | RetriableCommitFailedException | UnknownTopicOrPartitionException e) {
            checkTopics();
            LOG.warn("not committed, will be retried: {}", e.getMessage());
        } finally {
            commitWait += System.nanoTime() - begin;
        }
        return false;
    }

    /** The offsets that may be committed and are not yet. */
    private Map<TopicPartition, Long> committable(Collection<TopicPartition> partitions) {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        for (TopicPartition partition : partitions) {
            if (publisher.owns(partition)) {
                long position = consumer.position(partition);
                positions.put(partition, position);
                offsets.put(partition, publisher.committable(partition, position));
            }
        }
        offsets.entrySet().removeIf(offset -> offset.getValue().equals(committed.get(offset.getKey())));
        return offsets;
    }

    /** Publishes and commits all that is open. Returns false if another owner was faster or a commit failed. */
    boolean publishAll() throws IOException {
        Set<TopicPartition> assignment = consumer.assignment();
        publisher.publish(assignment);
        boolean all = publisher.overtaken().isEmpty();
        rewindOvertaken();
        return commit(assignment) && all;
    }

    /** Whether all records before these offsets have been read by this job, or committed by another one. */
    boolean reached(Map<TopicPartition, Long> ends) {
        Set<TopicPartition> assignment = consumer.assignment();
        Map<Boolean, Map<TopicPartition, Long>> owned = ends.entrySet().stream()
                .filter(end -> end.getValue() > 0)
                .collect(Collectors.partitioningBy(
                        end -> assignment.contains(end.getKey()),
                        Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
        return owned.getOrDefault(true, Map.of()).entrySet().stream()
                        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue())
                && committedByOthers(owned.getOrDefault(false, Map.of()));
    }

    private boolean committedByOthers(Map<TopicPartition, Long> ends) {
        if (ends.isEmpty()) {
            return true;
        }
        Map<TopicPartition, OffsetAndMetadata> commits = commits(ends.keySet());
        boolean all = ends.entrySet().stream().allMatch(end -> {
            OffsetAndMetadata commit = commits.get(end.getKey());
            return commit != null && commit.offset() >= end.getValue();
        });
        return all && TopicLogIds.areOf(logs(ends.keySet()), commits);
    }

    /** A line that names the records that are lost, where the log does not have the offsets to read from. */
    String lost(Map<TopicPartition, Long> offsets) {
        Map<TopicPartition, Long> begins = consumer.beginningOffsets(offsets.keySet());
        Map<String, String> lines = new TreeMap<>();
        offsets.forEach((partition, offset) -> {
            long begin = begins.getOrDefault(partition, 0L);
            lines.put(
                    partition.toString(),
                    offset < begin
                            ? partition + ": records " + offset + " to " + (begin - 1)
                                    + " were deleted before they were archived; the log begins at " + begin
                                    + "; to continue without them, set the offsets of group "
                                    + consumer.groupMetadata().groupId() + " to the earliest"
                            : partition + ": offset " + offset
                                    + " is past the end of the log, which was truncated, or deleted and created"
                                    + " again; in the"
                                    + " latter case the next start archives it from its beginning");
        });
        return String.join("; ", lines.values());
    }
}
