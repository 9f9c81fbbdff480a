package io.tracemill.schemas;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.NullMarked;

/** Days of records, as their field {@code date} has them. */
@NullMarked
public final class UtcDay {

    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private UtcDay() {}

    /** The UTC day of a time in ns since the epoch, as YYYY-MM-DD. */
    public static String of(long nanos) {
        Instant time = Instant.ofEpochSecond(Math.floorDiv(nanos, NANOS_PER_SECOND));
        return LocalDate.ofInstant(time, ZoneOffset.UTC).toString();
    }
}
