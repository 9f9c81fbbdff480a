package io.tracemill.cli.report;

import java.util.List;
import java.util.Map;

/**
 * The telemetry that lay beside traces, or that their archive holds.
 *
 * @param sources its readings, by node and source
 * @param files the files that it was in, where they were just read
 */
public record TelemetryUse(List<Source> sources, List<File> files) {

    /** No telemetry. */
    public static final TelemetryUse NONE = new TelemetryUse(List.of(), List.of());

    /** Copies the lists. */
    public TelemetryUse {
        sources = List.copyOf(sources);
        files = List.copyOf(files);
    }

    /**
     * The readings that a source has of a node.
     *
     * @param readings their number
     * @param firstNanos the earliest time, in ns since the epoch
     * @param lastNanos the latest time, in ns since the epoch
     */
    public record Source(String node, String source, long readings, long firstNanos, long lastNanos) {}

    /**
     * A file: its samples are its readings, those that were known and those that were refused.
     *
     * @param refused samples that gave no reading, by reason
     */
    public record File(String file, String format, long samples, long readings, long known, Map<String, Long> refused) {

        /** Copies the reasons. */
        public File {
            refused = Map.copyOf(refused);
        }
    }
}
