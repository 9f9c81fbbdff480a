package io.tracemill.streams.yaml;

import java.io.IOException;

/** A file that does not have the form it should have. The message names file, place, and what was expected. */
public final class YamlException extends IOException {

    private static final long serialVersionUID = 1L;

    /** The file, the place and what was expected, in one line. */
    public YamlException(String message) {
        super(message);
    }
}
