package io.tracemill.storage.upkeep;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Which files of an archive to merge.
 *
 * @param data the archive
 * @param idle directories in which no file was published for so long
 * @param targetBytes files smaller than this, into files of about this size; at least 1
 * @param groupRows rows of a row group of a merged file, at least 2048
 * @param dryRun only say what would be done
 * @param tempDirectory for what does not fit into memory
 */
public record CompactRequest(
        Path data, Duration idle, long targetBytes, int groupRows, boolean dryRun, Path tempDirectory) {

    /** Checks the numbers. */
    public CompactRequest {
        if (targetBytes < 1) {
            throw new IllegalArgumentException("targetBytes must be at least 1 but was " + targetBytes);
        }
        if (groupRows < 2048) {
            throw new IllegalArgumentException("groupRows must be at least 2048 but was " + groupRows);
        }
        if (idle.isNegative()) {
            throw new IllegalArgumentException("idle must not be negative but was " + idle);
        }
    }

    /** With the row groups that an archive has. */
    public static CompactRequest of(Path data, Duration idle, long targetBytes, boolean dryRun, Path tempDirectory) {
        return new CompactRequest(data, idle, targetBytes, UpkeepSession.GROUP_ROWS, dryRun, tempDirectory);
    }
}
