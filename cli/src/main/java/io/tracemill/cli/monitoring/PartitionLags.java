package io.tracemill.cli.monitoring;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * The lag of a service in each of its partitions, in records and in time. The oldest record that waits cannot
 * have waited longer than since the one before it was appended, nor than since there was none.
 */
final class PartitionLags {

    private volatile Map<TopicPartition, Lag> last = Map.of();
    private final Map<TopicPartition, Long> withoutLag = new HashMap<>();
    private final Map<TopicPartition, Long> firstSeen = new HashMap<>();

    /**
     * What waits in a partition.
     *
     * @param records how many
     * @param sinceMillis the oldest waits since then at the earliest, in ms since 1970
     */
    record Lag(long records, long sinceMillis) {

        double seconds(long nowMillis) {
            return records == 0 ? 0 : Math.max(0, nowMillis - sinceMillis) / 1_000.0;
        }
    }

    /**
     * Looks at the partitions that the service has now.
     *
     * @param waiting records that wait, by partition
     * @param appended when the record that was taken last was appended, where one was, in ms since 1970
     */
    void note(long nowMillis, Map<TopicPartition, Long> waiting, Map<TopicPartition, Long> appended) {
        Map<TopicPartition, Lag> lags = new HashMap<>();
        waiting.forEach((partition, records) -> {
            firstSeen.putIfAbsent(partition, nowMillis);
            if (records == 0) {
                withoutLag.put(partition, nowMillis);
            }
            lags.put(partition, new Lag(records, since(partition, appended)));
        });
        withoutLag.keySet().retainAll(waiting.keySet());
        firstSeen.keySet().retainAll(waiting.keySet());
        last = Map.copyOf(lags);
    }

    /**
     * Of a backlog of which nothing has been taken yet, it is not known how old it is: then since it was first seen.
     */
    private long since(TopicPartition partition, Map<TopicPartition, Long> appended) {
        long unknown = firstSeen.getOrDefault(partition, 0L);
        long without = withoutLag.getOrDefault(partition, Long.MIN_VALUE);
        long known = Math.max(without, appended.getOrDefault(partition, Long.MIN_VALUE));
        return known == Long.MIN_VALUE ? unknown : known;
    }

    /** The lag of each partition, as it was when it was looked at. */
    Map<TopicPartition, Lag> last() {
        return last;
    }
}
