package io.tracemill.ingest;

import java.nio.file.Path;

/** Watches an ingest. Called by the threads that do the work, one at a time: return soon. */
public interface IngestProgress {

    /** Nobody watches. */
    IngestProgress NONE = new IngestProgress() {
        @Override
        public void opened(Path file, long fileBytes) {}

        @Override
        public void read(long compressedBytes, long events) {}

        @Override
        public void published(long events) {}
    };

    /** A file of so many bytes was opened. */
    void opened(Path file, long fileBytes);

    /** So many bytes of the file and events in it have been read. */
    void read(long compressedBytes, long events);

    /** So many of its events have been handed to the publisher. */
    void published(long events);
}
