package io.tracemill.telemetry.scrape;

import java.util.Locale;

/** Why a target could not be read. */
public enum ScrapeFailure {
    /** It did not answer in whole within the time-out. */
    TIMEOUT,
    /** No connection, or one that broke. */
    CONNECTION,
    /** It answered with another status than 200. */
    STATUS,
    /** Its answer has more bytes than the limit. */
    TOO_LARGE,
    /** Its answer lacks the end that the format has. */
    CUT_OFF;

    /** The reason as metrics label it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
