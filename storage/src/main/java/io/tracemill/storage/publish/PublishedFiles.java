package io.tracemill.storage.publish;

/** Files of a dataset that were published, their rows and their bytes. */
public record PublishedFiles(long files, long rows, long bytes) {

    PublishedFiles plus(PublishedFiles more) {
        return new PublishedFiles(files + more.files, rows + more.rows, bytes + more.bytes);
    }
}
