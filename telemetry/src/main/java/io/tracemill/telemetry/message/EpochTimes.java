package io.tracemill.telemetry.message;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.concurrent.TimeUnit;

/** Times in ns since the epoch, made of those that messages have. */
public final class EpochTimes {

    /** A time before the epoch or beyond what 64 bits hold: {@link SeriesSamples#give} refuses it. */
    public static final long OUT_OF_RANGE = -1;

    private EpochTimes() {}

    /** A time of which a message has the number of units. */
    public static long of(long count, TimeUnit unit) {
        long nanosPerUnit = unit.toNanos(1);
        return count < 0 || count > Long.MAX_VALUE / nanosPerUnit ? OUT_OF_RANGE : count * nanosPerUnit;
    }

    /** A point in time. */
    public static long of(Instant instant) {
        long seconds = of(instant.getEpochSecond(), TimeUnit.SECONDS);
        return seconds < 0 || seconds > Long.MAX_VALUE - instant.getNano() ? OUT_OF_RANGE : seconds + instant.getNano();
    }

    /**
     * A time as RFC 3339 has it.
     *
     * @throws DateTimeException if the text is no such time
     */
    public static long rfc3339(String text) {
        return of(OffsetDateTime.parse(text).toInstant());
    }

    /**
     * A time in seconds with decimals, exact to the ns.
     *
     * @param text digits, and at most one point
     * @throws NumberFormatException if the text has anything else
     */
    public static long seconds(String text) {
        int point = text.indexOf('.');
        String whole = point < 0 ? text : text.substring(0, point);
        String decimals = point < 0 ? "" : text.substring(point + 1);
        if (whole.length() > 18) {
            return OUT_OF_RANGE;
        }
        long seconds = of(Long.parseLong(whole), TimeUnit.SECONDS);
        long nanos = decimals.isEmpty() ? 0 : Long.parseLong((decimals + "000000000").substring(0, 9));
        if (nanos < 0) {
            throw new NumberFormatException(text);
        }
        return seconds < 0 || seconds > Long.MAX_VALUE - nanos ? OUT_OF_RANGE : seconds + nanos;
    }
}
