package io.tracemill.storage.publish;

import java.util.Map;

/**
 * What a publisher has done, and what it holds. {@code taken = published + discarded + open}, always, in rows.
 *
 * @param taken rows taken
 * @param published what was published, by dataset
 * @param discarded rows given up with their partition
 * @param open what is being written
 * @param diskNanos time that closing, forcing and naming of files took, in ns
 * @param lastNanos when a file was published last, or the publisher was made, on the monotonic clock
 */
public record PublishStatus(
        long taken, Map<String, PublishedFiles> published, long discarded, Open open, long diskNanos, long lastNanos) {

    /**
     * Files being written.
     *
     * @param files how many
     * @param rows their rows
     * @param bytes memory that they take
     * @param ageNanos how long ago the oldest was opened, 0 without one
     */
    public record Open(int files, long rows, long bytes, long ageNanos) {}

    /** Checks the sum. */
    public PublishStatus {
        long out = published.values().stream().mapToLong(PublishedFiles::rows).sum();
        if (taken != out + discarded + open.rows) {
            throw new IllegalArgumentException("rows must be published + discarded + open but were " + taken + " = "
                    + out + " + " + discarded + " + " + open.rows);
        }
    }
}
