package io.tracemill.ingest.parse;

import io.tracemill.ingest.time.EventTimes;
import io.tracemill.schemas.RejectReason;
import org.jspecify.annotations.Nullable;

/**
 * Fault of the times of an event, because of which it is rejected.
 *
 * @param reason reason of the reject
 * @param detail expected value
 */
record TimeFault(RejectReason reason, String detail) {

    private static final String MICROSECONDS = "a number of microseconds";
    private static final TimeFault TOO_LONG =
            new TimeFault(RejectReason.IMPLAUSIBLE_DUR, "expected \"dur\" to be less than a year");

    /** The fault of an event that was read, null for none. */
    static @Nullable TimeFault of(RawEvent raw) {
        return switch (raw.start()) {
            case ABSENT -> new TimeFault(RejectReason.MISSING_TS, "expected \"ts\" to be " + MICROSECONDS);
            case BAD -> new TimeFault(RejectReason.BAD_TS, "expected \"ts\" to be " + MICROSECONDS);
            case TOO_LARGE -> new TimeFault(RejectReason.IMPLAUSIBLE_TS, "expected \"ts\" within 146 years of 0");
            case READ -> ofDuration(raw);
        };
    }

    private static @Nullable TimeFault ofDuration(RawEvent raw) {
        return switch (raw.duration()) {
            case ABSENT -> null;
            case BAD -> new TimeFault(RejectReason.BAD_DUR, "expected \"dur\" to be " + MICROSECONDS);
            case TOO_LARGE -> TOO_LONG;
            case READ -> {
                long duration = raw.event().duration;
                if (duration < 0) {
                    yield new TimeFault(RejectReason.NEGATIVE_DUR, "expected \"dur\" to be at least 0");
                }
                yield duration > EventTimes.LONGEST_NANOS ? TOO_LONG : null;
            }
        };
    }
}
