package io.tracemill.cli.report.sheet;

/**
 * What a value of a column is, and what it is measured in. The unit of a number stands in the column's key as well, so that a program
 * which reads only the keys cannot take one for another.
 */
public enum Unit {
    /** Words or names. */
    TEXT("", "", "string"),
    /** True or false. */
    FLAG("", "", "boolean"),
    /** A number that names something, such as a rank, or whose unit is said elsewhere, such as a hardware counter's. */
    NUMBER("", "", "number"),
    /** A number of things. */
    COUNT("", "count", "number"),
    /** A length of time. */
    TIME("_ns", "ns", "number"),
    /** A time since something else began. */
    OFFSET("_ns", "ns", "number"),
    /** A point in time, since the epoch where the trace says so, else since the trace's own zero. */
    INSTANT("_ns", "ns", "number"),
    /** A point in time, since the epoch. */
    EPOCH_MS("_ms", "ms", "number"),
    /** An amount of data. */
    BYTES("bytes", "bytes", "number"),
    /** A share of something. */
    PERCENT("_pct", "%", "number"),
    /** How much larger one value is than another, in percent of the other; negative where it is smaller. */
    CHANGE("_pct", "%", "number"),
    /** Difference of two shares, in percentage points. */
    POINTS("_pct", "percentage points", "number"),
    /** A rate of transfer: 10^9 bytes a second. */
    GB_PER_S("_gb_per_s", "GB/s", "number");

    private final String suffix;
    private final String symbol;
    private final String type;

    Unit(String suffix, String symbol, String type) {
        this.suffix = suffix;
        this.symbol = symbol;
        this.type = type;
    }

    /** Its sign; empty where a value has no unit. */
    public String symbol() {
        return symbol;
    }

    /** What JSON calls a value of this kind. */
    public String type() {
        return type;
    }

    /** Whether values are words, which stand at the left of a column; numbers stand at its right. */
    public boolean isWords() {
        return this == TEXT || this == FLAG;
    }

    /** Whether a key says this unit. Some keys are older than this rule: {@code percentage}, and {@code bytes_read}. */
    boolean isIn(String key) {
        return key.endsWith(suffix)
                || (this == PERCENT && key.endsWith("percentage"))
                || (this == BYTES && key.contains("bytes_"));
    }
}
