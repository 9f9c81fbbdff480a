package io.tracemill.ingest;

import io.tracemill.schemas.VisibleText;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Failure to ingest a trace. The message is the whole error in one line: file, byte, what was found and expected.
 * Control characters in it are escaped.
 */
public class IngestException extends IOException {

    private static final long serialVersionUID = 1L;

    /** An exception that is explained by its message alone. */
    public IngestException(String message) {
        this(message, null);
    }

    /** An exception with its cause. */
    public IngestException(String message, @Nullable Throwable cause) {
        super(VisibleText.of(message.strip()), cause);
    }
}
