package io.tracemill.cli.telemetry;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The time of samples that have none, where the file does not say it either.
 *
 * @param at that time; null for none
 * @param modified whether it is the time at which the file was last written
 */
public record SampleTime(@Nullable Instant at, boolean modified) {

    /** No time is known. */
    public static final SampleTime UNKNOWN = new SampleTime(null, false);

    /** The time at which the file was last written. */
    public static final SampleTime MODIFIED = new SampleTime(null, true);
}
