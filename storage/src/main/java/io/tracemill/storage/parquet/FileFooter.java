package io.tracemill.storage.parquet;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The part of a file's footer that Tracemill adds: which records the file holds, and who wrote it.
 *
 * @param ranges the records: one range in a file of the archive job, one or more in a file that was merged from others
 * @param writer id of the writer
 */
public record FileFooter(List<OffsetRange> ranges, String writer) {

    private static final String PREFIX = "tracemill.";

    /** Checks that there is at least one range. */
    public FileFooter {
        if (ranges.isEmpty()) {
            throw new IllegalArgumentException("ranges must be at least one but were none");
        }
        ranges = List.copyOf(ranges);
    }

    /** The footer of a file with records of one partition. */
    public FileFooter(OffsetRange range, String writer) {
        this(List.of(range), writer);
    }

    /** The footer as keys and values of a Parquet footer. */
    public Map<String, String> keyValues() {
        Map<String, String> values = new TreeMap<>();
        values.put(PREFIX + "writer", writer);
        if (ranges.size() > 1) {
            values.put(PREFIX + "ranges", ranges.stream().map(FileFooter::line).collect(Collectors.joining("\n")));
            return values;
        }
        OffsetRange range = ranges.get(0);
        values.put(PREFIX + "cluster", range.cluster());
        values.put(PREFIX + "topic", range.topic());
        values.put(PREFIX + "partition", Integer.toString(range.partition()));
        values.put(PREFIX + "first_offset", Long.toString(range.first()));
        values.put(PREFIX + "last_offset", Long.toString(range.last()));
        return values;
    }

    static FileFooter of(Map<String, String> values) throws IOException {
        try {
            String writer = value(values, "writer");
            String lines = values.get(PREFIX + "ranges");
            if (lines != null) {
                return new FileFooter(lines.lines().map(FileFooter::range).toList(), writer);
            }
            OffsetRange range = new OffsetRange(
                    value(values, "cluster"),
                    value(values, "topic"),
                    Integer.parseInt(value(values, "partition")),
                    Long.parseLong(value(values, "first_offset")),
                    Long.parseLong(value(values, "last_offset")));
            return new FileFooter(range, writer);
        } catch (IllegalArgumentException e) {
            throw new IOException("footer is not Tracemill's: " + e.getMessage(), e);
        }
    }

    /** A range as a line. The id of the cluster comes last because it alone may hold spaces. */
    private static String line(OffsetRange range) {
        return String.join(
                " ",
                range.topic(),
                Integer.toString(range.partition()),
                Long.toString(range.first()),
                Long.toString(range.last()),
                range.cluster());
    }

    private static OffsetRange range(String line) {
        String[] words = line.split(" ", 5);
        if (words.length < 5) {
            throw new IllegalArgumentException(
                    "a range must be topic, partition, first, last and cluster but was \"" + line + "\"");
        }
        return new OffsetRange(
                words[4], words[0], Integer.parseInt(words[1]), Long.parseLong(words[2]), Long.parseLong(words[3]));
    }

    private static String value(Map<String, String> values, String key) {
        String value = values.get(PREFIX + key);
        if (value == null) {
            throw new IllegalArgumentException("lacks " + PREFIX + key);
        }
        return value;
    }
}
