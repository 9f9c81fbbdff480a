package io.tracemill.storage.publish;

import java.util.HashMap;
import java.util.Map;

/** Counts of the rows that were taken, by what became of them. */
final class PublishCounts {

    private final Map<String, PublishedFiles> published = new HashMap<>();
    private long taken;
    private long publishedRows;
    private long discarded;
    private long diskNanos;
    private long lastNanos = System.nanoTime();

    void taken(long rows) {
        taken += rows;
    }

    /** Counts a file that was published, and the time that it took. */
    void published(OpenFile<?, ?> file, long nanos) {
        published.merge(file.dataset(), new PublishedFiles(1, file.rows(), file.bytes()), PublishedFiles::plus);
        publishedRows += file.rows();
        diskNanos += nanos;
        lastNanos = System.nanoTime();
    }

    void discarded(long rows) {
        discarded += rows;
    }

    /** The number of published rows. Throws if a row was lost or doubled on the way. */
    long published(long open) {
        if (taken != publishedRows + discarded + open) {
            throw new IllegalStateException("rows do not add up: took " + taken + " but published " + publishedRows
                    + ", discarded " + discarded + " and hold " + open);
        }
        return publishedRows;
    }

    PublishStatus status(PublishStatus.Open open) {
        return new PublishStatus(taken, Map.copyOf(published), discarded, open, diskNanos, lastNanos);
    }
}
