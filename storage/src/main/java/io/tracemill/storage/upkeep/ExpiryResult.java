package io.tracemill.storage.upkeep;

import java.nio.file.Path;

/**
 * A directory of a dataset whose date is too old.
 *
 * @param directory the directory
 * @param outcome what became of it
 * @param files published files in it
 * @param rows rows of them
 * @param bytes bytes of them
 */
public record ExpiryResult(Path directory, Outcome outcome, long files, long rows, long bytes) {

    /** What became of a directory. */
    public enum Outcome {
        /** It is gone. */
        REMOVED,
        /** It would go. */
        PLANNED,
        /** Left as it is, since somebody is writing there. */
        BUSY
    }
}
