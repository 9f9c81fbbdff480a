package io.tracemill.storage.publish;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The appender of one partition's records to one directory. It knows what is published there, and holds the file that
 * is open.
 */
final class DirectoryAppender {

    private final PartitionFiles files;
    private final Set<Path> merged = new HashSet<>();
    private long publishedThrough;
    private @Nullable OpenFile<?, ?> open;

    DirectoryAppender(PartitionFiles files) throws IOException {
        this.files = files;
        files.mergedThrough(merged);
        this.publishedThrough = files.publishedThrough();
    }

    PartitionFiles files() {
        return files;
    }

    boolean isPublished(long offset) {
        return offset <= publishedThrough;
    }

    @Nullable
    OpenFile<?, ?> open() {
        return open;
    }

    /**
     * Sets the file that is open now. Returns false, and discards the file, if another owner has published its first
     * record already and that file has since been merged with others, so that its name no longer tells.
     */
    boolean opened(OpenFile<?, ?> file) throws IOException {
        open = file;
        publishedThrough = Math.max(publishedThrough, files.mergedThrough(merged));
        boolean first = !isPublished(file.firstOffset());
        if (!first) {
            discard();
        }
        return first;
    }

    /** Publishes the open file, if there is one. */
    void publish() throws IOException {
        OpenFile<?, ?> file = open;
        if (file == null) {
            return;
        }
        open = null;
        file.close();
        publishedThrough = file.lastOffset();
    }

    /** Removes the open file, if there is one. Returns the number of rows that it held. */
    long discard() {
        OpenFile<?, ?> file = open;
        if (file == null) {
            return 0;
        }
        open = null;
        file.discard();
        return file.rows();
    }
}
