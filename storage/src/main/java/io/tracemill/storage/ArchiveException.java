package io.tracemill.storage;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * An error after which the archive cannot go on. Its message is one whole line: where, what, and what is lost or was
 * expected.
 */
public final class ArchiveException extends RuntimeException {

    ArchiveException(IOException cause) {
        this(String.valueOf(cause.getMessage()), cause);
    }

    ArchiveException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
