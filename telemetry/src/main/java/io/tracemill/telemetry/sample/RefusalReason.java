package io.tracemill.telemetry.sample;

import java.util.Locale;

/** Why something that was read gave no reading. */
public enum RefusalReason {
    /** A line or record that is not in the format. */
    MALFORMED("not in the format"),
    /** A text in place of a number. */
    NOT_A_NUMBER("a text in place of a number"),
    /** NaN or an infinity, which is no reading. */
    NOT_FINITE("NaN or an infinity"),
    /** A value that an exporter writes where it has none. */
    BLANK("a value that stands for none"),
    /** The mark that a series has ended. */
    STALE("the mark of a series that ended"),
    /** A line, record or text beyond its limit. */
    TOO_LONG("beyond the limit of length"),
    /** A series beyond the limit of its node. */
    TOO_MANY_SERIES("beyond the limit of series"),
    /** A form of the format that is not read, such as a histogram without fixed buckets. */
    UNSUPPORTED("a form that is not read"),
    /** A time that is not within the range of nanoseconds since the epoch. */
    TIME_OUT_OF_RANGE("a time out of range"),
    /** A sample without a time, in a file of which no time is known. */
    NO_TIME("of no known time"),
    /** A reading that says neither in itself nor by its source of which node it is. */
    NO_NODE("of no known node"),
    /** A reading of a node that its sender may not speak for. */
    FORBIDDEN_NODE("of a node that the sender may not send for");

    private final String meaning;

    RefusalReason(String meaning) {
        this.meaning = meaning;
    }

    /** The reason in a few words, for reports. */
    public String meaning() {
        return meaning;
    }

    /** The reason as metrics label it, such as {@code not-a-number}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
