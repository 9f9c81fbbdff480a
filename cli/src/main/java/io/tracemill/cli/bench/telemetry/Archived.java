package io.tracemill.cli.bench.telemetry;

import io.tracemill.schemas.Topic;
import io.tracemill.storage.ArchiveJob;
import io.tracemill.storage.ArchiveStatus.TopicRecords;
import java.util.function.ToLongFunction;

/**
 * What an archive has of each topic, as of the last second or so.
 *
 * @param job its job
 */
record Archived(ArchiveJob job) {

    /** Records of a topic that it took. */
    long records(Topic topic) {
        return sum(topic, records -> records.archived() + records.unfinished() + records.rejected());
    }

    /** Bytes of their values. */
    long bytes(Topic topic) {
        return sum(topic, TopicRecords::bytes);
    }

    private long sum(Topic topic, ToLongFunction<TopicRecords> what) {
        return job.status().stream()
                .flatMap(status -> status.topics().entrySet().stream())
                .filter(of -> of.getKey().endsWith(topic.suffix()))
                .mapToLong(of -> what.applyAsLong(of.getValue()))
                .sum();
    }
}
