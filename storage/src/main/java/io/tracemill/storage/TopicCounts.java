package io.tracemill.storage;

import io.tracemill.storage.ArchiveStatus.TopicRecords;

/** Counts of the records of one topic, by what became of them. */
final class TopicCounts {

    private long archived;
    private long unfinished;
    private long rejected;
    private long bytes;

    void read(int valueBytes) {
        bytes += valueBytes;
    }

    void archived() {
        archived++;
    }

    void unfinished() {
        unfinished++;
    }

    void rejected() {
        rejected++;
    }

    TopicRecords records() {
        return new TopicRecords(archived, unfinished, rejected, bytes);
    }
}
