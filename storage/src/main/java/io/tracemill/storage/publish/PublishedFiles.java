package io.tracemill.storage.publish;

/** The number of files of a dataset that were published, with their rows and bytes. */
public record PublishedFiles(long files, long rows, long bytes) {

    PublishedFiles plus(PublishedFiles more) {
        return new PublishedFiles(files + more.files, rows + more.rows, bytes + more.bytes);
    }
}
