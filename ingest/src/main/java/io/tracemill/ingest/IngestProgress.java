package io.tracemill.ingest;

import java.nio.file.Path;

/** Listener for the progress of an ingest. Called by the working threads, one at a time; must return soon. */
public interface IngestProgress {

    /** A listener that ignores everything. */
    IngestProgress NONE = new IngestProgress() {
        @Override
        public void opened(Path file, long fileBytes) {}

        @Override
        public void read(long compressedBytes, long events) {}

        @Override
        public void published(long events) {}
    };

    /** A file was opened that has this many bytes on disk. */
    void opened(Path file, long fileBytes);

    /** This many bytes of the file and this many of its events have been read in all. */
    void read(long compressedBytes, long events);

    /** This many of its events have been handed to the publisher in all. */
    void published(long events);
}
