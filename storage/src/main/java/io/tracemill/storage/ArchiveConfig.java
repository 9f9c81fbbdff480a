package io.tracemill.storage;

import io.tracemill.schemas.Topics;
import java.nio.file.Path;
import java.time.Duration;

/**
 * What the archive writes, where, and when a file is full.
 *
 * @param out directory of the archive
 * @param topics the topics to read
 * @param clusterId id of the Kafka cluster, which becomes part of every file's name
 * @param topicsLast whether topics live as long as their cluster; else their ids become part of the names, too, so that one
 *     that is deleted and made anew, and counts its offsets from 0 again, is not taken for the same
 * @param rollRows rows after which a file is published, at least 1; a record is never split
 * @param rollBytes bytes after which a file is published, at least 1
 * @param rollIdle a file that got no record for this long is published; one that is open for ten times as long, too
 * @param openFiles files open at a time, at least 1
 * @param memoryBytes bytes that all open files together may hold in memory, at least 1
 */
public record ArchiveConfig(
        Path out,
        Topics topics,
        String clusterId,
        boolean topicsLast,
        long rollRows,
        long rollBytes,
        Duration rollIdle,
        int openFiles,
        long memoryBytes) {

    /** Checks the limits. */
    public ArchiveConfig {
        require(!clusterId.isBlank(), "clusterId must not be blank", clusterId);
        require(rollRows >= 1, "rollRows must be at least 1", rollRows);
        require(rollBytes >= 1, "rollBytes must be at least 1", rollBytes);
        require(rollIdle.toMillis() >= 1, "rollIdle must be at least 1 ms", rollIdle);
        require(openFiles >= 1, "openFiles must be at least 1", openFiles);
        require(memoryBytes >= 1, "memoryBytes must be at least 1", memoryBytes);
    }

    /** Files of up to 5 million rows or 256 MiB, published after a minute without records. */
    public static ArchiveConfig defaults(Path out, Topics topics, String clusterId) {
        return new ArchiveConfig(
                out, topics, clusterId, false, 5_000_000, 256L << 20, Duration.ofMinutes(1), 64, 128L << 20);
    }

    /** A copy that publishes files without records after another time. */
    public ArchiveConfig withRollIdle(Duration value) {
        return new ArchiveConfig(
                out, topics, clusterId, topicsLast, rollRows, rollBytes, value, openFiles, memoryBytes);
    }

    /** A copy for a cluster whose topics live as long as it does. */
    public ArchiveConfig withLastingTopics() {
        return new ArchiveConfig(out, topics, clusterId, true, rollRows, rollBytes, rollIdle, openFiles, memoryBytes);
    }

    private static void require(boolean holds, String rule, Object value) {
        if (!holds) {
            throw new IllegalArgumentException(rule + " but was \"" + value + "\"");
        }
    }
}
