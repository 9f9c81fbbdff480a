package io.tracemill.cli.serve;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A value that is read when it is asked for, and then kept. Thread-safe. */
final class Lazy<T> {

    private final Reading<T> reading;
    private volatile @Nullable T value;

    Lazy(Reading<T> reading) {
        this.reading = reading;
    }

    /** Reads a value. */
    @FunctionalInterface
    interface Reading<T> {
        T read() throws IOException;
    }

    T get() throws IOException {
        @Nullable T known = value;
        return known == null ? read() : known;
    }

    private synchronized T read() throws IOException {
        @Nullable T known = value;
        if (known == null) {
            known = reading.read();
            value = known;
        }
        return known;
    }

    /** Whether the value need not be read any more. */
    boolean isKnown() {
        return value != null;
    }
}
