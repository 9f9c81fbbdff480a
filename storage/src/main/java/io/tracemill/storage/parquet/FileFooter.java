package io.tracemill.storage.parquet;

import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which records of which log a file holds: what its footer says besides Parquet's own words.
 *
 * @param cluster id of the Kafka cluster
 * @param topic topic the records come from
 * @param partition partition of the topic
 * @param firstOffset offset of the first record of the file
 * @param lastOffset offset of the last one; between the two there may be records that went to other directories
 * @param writer id of the writer
 */
public record FileFooter(
        String cluster, String topic, int partition, long firstOffset, long lastOffset, String writer) {

    private static final String PREFIX = "tracemill.";

    /** Checks the order of the offsets. */
    public FileFooter {
        if (firstOffset < 0 || lastOffset < firstOffset) {
            throw new IllegalArgumentException(
                    "offsets must be ordered and not negative but were " + firstOffset + " to " + lastOffset);
        }
    }

    Map<String, String> keyValues() {
        Map<String, String> values = new TreeMap<>();
        values.put(PREFIX + "cluster", cluster);
        values.put(PREFIX + "topic", topic);
        values.put(PREFIX + "partition", Integer.toString(partition));
        values.put(PREFIX + "first_offset", Long.toString(firstOffset));
        values.put(PREFIX + "last_offset", Long.toString(lastOffset));
        values.put(PREFIX + "writer", writer);
        return values;
    }

    static FileFooter of(Map<String, String> values) throws IOException {
        try {
            return new FileFooter(
                    value(values, "cluster"),
                    value(values, "topic"),
                    Integer.parseInt(value(values, "partition")),
                    Long.parseLong(value(values, "first_offset")),
                    Long.parseLong(value(values, "last_offset")),
                    value(values, "writer"));
        } catch (IllegalArgumentException e) {
            throw new IOException("footer is not Tracemill's: " + e.getMessage(), e);
        }
    }

    private static String value(Map<String, String> values, String key) {
        String value = values.get(PREFIX + key);
        if (value == null) {
            throw new IllegalArgumentException("lacks " + PREFIX + key);
        }
        return value;
    }
}
