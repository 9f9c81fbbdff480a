package io.tracemill.storage.publish;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Where one directory stands in one partition: what is published there, and the file that is open. */
final class Chain {

    private final ChainFiles files;
    private long publishedThrough;
    private @Nullable OpenFile<?, ?> open;

    Chain(ChainFiles files) throws IOException {
        this.files = files;
        this.publishedThrough = files.publishedThrough();
    }

    ChainFiles files() {
        return files;
    }

    boolean isPublished(long offset) {
        return offset <= publishedThrough;
    }

    @Nullable
    OpenFile<?, ?> open() {
        return open;
    }

    void opened(OpenFile<?, ?> file) {
        open = file;
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
