package io.tracemill.bench.measure;

import java.io.IOException;

/**
 * A run that failed or left a wrong archive, so that its time means nothing. The message is the whole one-line error.
 */
public final class MeasurementException extends IOException {

    private static final long serialVersionUID = 1L;

    MeasurementException(String message) {
        super(message);
    }
}
