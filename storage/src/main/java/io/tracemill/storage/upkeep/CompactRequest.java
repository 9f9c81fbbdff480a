package io.tracemill.storage.upkeep;

import java.nio.file.Path;
import java.time.Duration;

/**
 * A request to merge small files of an archive.
 *
 * @param data directory of the archive
 * @param idle time without a new file after which a directory is merged
 * @param targetBytes size below which files are merged, and about which merged files have, in bytes; at least 1
 * @param groupRows rows of a row group of a merged file, at least 2048
 * @param dryRun whether to report only what would be done
 * @param tempDirectory directory for data that does not fit into memory
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

    /** A request with the default size of row groups. */
    public static CompactRequest of(Path data, Duration idle, long targetBytes, boolean dryRun, Path tempDirectory) {
        return new CompactRequest(data, idle, targetBytes, UpkeepSession.GROUP_ROWS, dryRun, tempDirectory);
    }
}
