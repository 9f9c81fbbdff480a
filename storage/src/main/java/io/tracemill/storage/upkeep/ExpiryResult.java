package io.tracemill.storage.upkeep;

import java.nio.file.Path;

/**
 * A directory whose date is too old, and what became of it.
 *
 * @param directory the directory
 * @param outcome what became of it
 * @param files published files in it
 * @param rows rows of them
 * @param bytes bytes of them
 */
public record ExpiryResult(Path directory, Outcome outcome, long files, long rows, long bytes) {

    /** The outcome for a directory. */
    public enum Outcome {
        /** The directory was removed. */
        REMOVED,
        /** The directory would be removed. */
        PLANNED,
        /** The directory was left unchanged, because somebody is writing there. */
        BUSY
    }
}
