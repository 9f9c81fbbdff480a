package io.tracemill.cli.serve;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A value that is read when it is asked for, and then kept. Thread-safe. */
final class Lazy<T> {

    private final Reading<T> reading;
    private @Nullable T value;

    Lazy(Reading<T> reading) {
        this.reading = reading;
    }

    /** Reads a value. */
    @FunctionalInterface
    interface Reading<T> {
        T read() throws IOException;
    }

    synchronized T get() throws IOException {
        if (value == null) {
            value = reading.read();
        }
        return value;
    }
}
