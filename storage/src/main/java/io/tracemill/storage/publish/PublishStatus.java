package io.tracemill.storage.publish;

import java.util.Map;

/**
 * The rows that a publisher has taken, by what became of them. {@code taken = published + discarded + open} always
 * holds.
 *
 * @param taken rows taken
 * @param published what was published, by dataset
 * @param discarded rows discarded because their partition was lost
 * @param open what is being written
 * @param diskNanos time spent closing, forcing and naming files, in ns
 * @param lastNanos when a file was published last, or the publisher was created, on the monotonic clock
 */
public record PublishStatus(
        long taken, Map<String, PublishedFiles> published, long discarded, Open open, long diskNanos, long lastNanos) {

    /**
     * The files that are being written.
     *
     * @param files number of files
     * @param rows their rows
     * @param bytes memory that they take
     * @param ageNanos time since the oldest was opened, in ns; 0 without one
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
