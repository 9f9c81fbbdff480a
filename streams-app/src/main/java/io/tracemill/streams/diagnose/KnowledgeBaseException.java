package io.tracemill.streams.diagnose;

import java.io.IOException;

/** A file that is no knowledge base. Its message names the file, the cause, the key and what was expected. */
public final class KnowledgeBaseException extends IOException {

    private static final long serialVersionUID = 1L;

    KnowledgeBaseException(String message) {
        super(message);
    }
}
