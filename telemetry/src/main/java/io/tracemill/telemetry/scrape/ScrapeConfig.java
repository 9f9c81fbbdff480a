package io.tracemill.telemetry.scrape;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How targets are read.
 *
 * @param interval time from one reading of a target to the next
 * @param timeout the time that a target has to answer in whole
 * @param mostBytes the most bytes of an answer, decompressed
 * @param access what targets are told of who asks
 * @param machine the node of targets on loopback; null where nothing names it
 */
public record ScrapeConfig(
        Duration interval,
        Duration timeout,
        long mostBytes,
        ScrapeAccess access,
        @Nullable String machine) {

    /** Targets are told nothing of who asks, and those on loopback are of no known node. */
    public ScrapeConfig(Duration interval, Duration timeout, long mostBytes) {
        this(interval, timeout, mostBytes, ScrapeAccess.NONE, null);
    }

    /** Checks that all are above 0 and that an answer is there before the next is asked for. */
    public ScrapeConfig {
        if (interval.toMillis() <= 0 || timeout.toMillis() <= 0 || mostBytes <= 0) {
            throw new IllegalArgumentException("interval, time-out and size must be above 0 but were " + interval + ", "
                    + timeout + " and " + mostBytes);
        }
        if (timeout.compareTo(interval) > 0) {
            throw new IllegalArgumentException(
                    "the time-out must not be above the interval but was " + timeout + " with " + interval);
        }
    }
}
