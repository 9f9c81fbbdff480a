package io.tracemill.ingest;

import org.jspecify.annotations.Nullable;

/**
 * Failure to sort a trace because the disk for temporary files is full or failing. Nothing is wrong with the trace:
 * once the disk has room, it can be ingested.
 */
public final class NoSpaceException extends IngestException {

    private static final long serialVersionUID = 1L;

    /** An exception with its cause, which is null if there was too little room to begin. */
    public NoSpaceException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
