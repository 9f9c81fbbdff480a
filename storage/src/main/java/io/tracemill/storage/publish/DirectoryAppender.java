package io.tracemill.storage.publish;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where one directory stands in one partition: what is published there, and the file that is open. */
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
     * Takes note of the file that is open now. Answers false, and discards it, where its first record was published by another
     * owner whose file has since been merged with others, so that its name would not tell.
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

    /** Removes the open file, if there is one; answers how many rows it held. */
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
