package io.tracemill.storage.upkeep;

import java.nio.file.Path;
import java.time.Duration;

/**
 * What to remove from which archive.
 *
 * @param data the archive
 * @param olderThan dates that ended longer ago than this; at least one day
 * @param dryRun only say what would be done
 * @param tempDirectory for what does not fit into memory
 */
public record ExpireRequest(Path data, Duration olderThan, boolean dryRun, Path tempDirectory) {

    /** Checks the time. */
    public ExpireRequest {
        if (olderThan.compareTo(Duration.ofDays(1)) < 0) {
            throw new IllegalArgumentException("olderThan must be at least one day but was " + olderThan);
        }
    }
}
