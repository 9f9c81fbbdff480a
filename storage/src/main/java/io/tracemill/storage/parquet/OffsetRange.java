package io.tracemill.storage.parquet;

/**
 * A range of records of one partition.
 *
 * @param cluster id of the Kafka cluster; offsets mean nothing without it
 * @param topic topic of the records
 * @param partition partition of the topic
 * @param first offset of the first record
 * @param last offset of the last record; records between the two may have gone to other directories
 */
public record OffsetRange(String cluster, String topic, int partition, long first, long last) {

    /** Checks the order of the offsets. */
    public OffsetRange {
        if (first < 0 || last < first) {
            throw new IllegalArgumentException(
                    "offsets must be ordered and not negative but were " + first + " to " + last);
        }
    }

    /** Whether both ranges are of the same partition. */
    public boolean isBeside(OffsetRange other) {
        return cluster.equals(other.cluster) && topic.equals(other.topic) && partition == other.partition;
    }

    /** The range from the first record of this one to the last record of a later one. */
    public OffsetRange through(OffsetRange later) {
        return new OffsetRange(cluster, topic, partition, first, later.last);
    }

    @Override
    public String toString() {
        return topic + "-" + partition + " " + first + " to " + last + " of cluster " + cluster;
    }
}
