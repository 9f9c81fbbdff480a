package io.tracemill.storage.publish;

/** Files of a dataset that were published, their rows and their bytes. */
public record Published(long files, long rows, long bytes) {

    Published plus(Published more) {
        return new Published(files + more.files, rows + more.rows, bytes + more.bytes);
    }
}
