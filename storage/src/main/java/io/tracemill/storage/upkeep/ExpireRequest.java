package io.tracemill.storage.upkeep;

import java.nio.file.Path;
import java.time.Duration;

/**
 * A request to remove old dates from an archive.
 *
 * @param data directory of the archive
 * @param olderThan time since the end of a date after which it is removed; at least one day
 * @param dryRun whether to report only what would be done
 * @param tempDirectory directory for data that does not fit into memory
 */
public record ExpireRequest(Path data, Duration olderThan, boolean dryRun, Path tempDirectory) {

    /** Checks the time. */
    public ExpireRequest {
        if (olderThan.compareTo(Duration.ofDays(1)) < 0) {
            throw new IllegalArgumentException("olderThan must be at least one day but was " + olderThan);
        }
    }
}
