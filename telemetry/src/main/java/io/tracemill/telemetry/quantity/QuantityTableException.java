package io.tracemill.telemetry.quantity;

import java.io.IOException;

/** A file that is no table of quantities. Its message names the file, the place and what was expected. */
public final class QuantityTableException extends IOException {

    private static final long serialVersionUID = 1L;

    QuantityTableException(String message) {
        super(message);
    }
}
