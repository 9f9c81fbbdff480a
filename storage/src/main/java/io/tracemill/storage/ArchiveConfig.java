package io.tracemill.storage;

import io.tracemill.schemas.Topics;
import io.tracemill.storage.rows.Dataset;
import io.tracemill.storage.rows.Datasets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Settings of the archive: what it reads, where it writes, and when a file is full.
 *
 * @param out directory of the archive
 * @param topics the topics to read
 * @param clusterId id of the Kafka cluster, which becomes part of the name of every file
 * @param topicsLast whether topics live as long as their cluster. If not, their ids become part of the names of files,
 * too: a topic that is deleted and created again counts its offsets from 0 again, and must not be taken for the one
 * before
 * @param readings whether every reading of telemetry is archived
 * @param rollRows rows after which a file is published, at least 1; a record is never split
 * @param rollBytes bytes after which a file is published, at least 1
 * @param rollIdle time without a record after which a file is published; it is also published once it has been open for
 * ten times as long
 * @param openFiles greatest number of files that are open at a time, at least 1
 * @param memoryBytes greatest memory of all open files together, in bytes, at least 1
 */
public record ArchiveConfig(
        Path out,
        Topics topics,
        String clusterId,
        boolean topicsLast,
        boolean readings,
        long rollRows,
        long rollBytes,
        Duration rollIdle,
        int openFiles,
        long memoryBytes) {

    /**
     * Files of 8 partitions, two dozen datasets and five runs. An open file without rows takes a few kilobytes, so it
     * is the memory that bounds them. With fewer, each record of a small trace would publish a file of another one.
     */
    private static final int OPEN_FILES = 1024;

    /** Checks the limits. */
    public ArchiveConfig {
        require(!clusterId.isBlank(), "clusterId must not be blank", clusterId);
        require(rollRows >= 1, "rollRows must be at least 1", rollRows);
        require(rollBytes >= 1, "rollBytes must be at least 1", rollBytes);
        require(rollIdle.toMillis() >= 1, "rollIdle must be at least 1 ms", rollIdle);
        require(openFiles >= 1, "openFiles must be at least 1", openFiles);
        require(memoryBytes >= 1, "memoryBytes must be at least 1", memoryBytes);
    }

    /** The default settings: files of up to 5 million rows or 256 MiB, published after a minute without records. */
    public static ArchiveConfig defaults(Path out, Topics topics, String clusterId) {
        return new ArchiveConfig(
                out,
                topics,
                clusterId,
                false,
                true,
                5_000_000,
                256L << 20,
                Duration.ofMinutes(1),
                OPEN_FILES,
                128L << 20);
    }

    /** A copy of the settings with another time after which a file without records is published. */
    public ArchiveConfig withRollIdle(Duration value) {
        return new ArchiveConfig(
                out, topics, clusterId, topicsLast, readings, rollRows, rollBytes, value, openFiles, memoryBytes);
    }

    /** A copy of the settings for a cluster whose topics live as long as it does. */
    public ArchiveConfig withLastingTopics() {
        return new ArchiveConfig(
                out, topics, clusterId, true, readings, rollRows, rollBytes, rollIdle, openFiles, memoryBytes);
    }

    /** A copy of the settings that says whether every reading of telemetry is archived. */
    public ArchiveConfig withReadings(boolean value) {
        return new ArchiveConfig(
                out, topics, clusterId, topicsLast, value, rollRows, rollBytes, rollIdle, openFiles, memoryBytes);
    }

    /** The datasets that are written. */
    public List<Dataset<?, ?>> datasets() {
        return Datasets.ALL.stream()
                .filter(dataset -> readings || !dataset.equals(Datasets.TELEMETRY))
                .toList();
    }

    private static void require(boolean holds, String rule, Object value) {
        if (!holds) {
            throw new IllegalArgumentException(rule + " but was \"" + value + "\"");
        }
    }
}
