package io.tracemill.cli.report.sheet;

/**
 * Unit of the values of a column. The key of the column ends with it, so that a program that reads only keys cannot
 * confuse units.
 */
public enum Unit {
    /** Text. */
    TEXT("", "", "string"),
    /** Name of a kernel, an operator, a module or a call. People see a short form of it, programs the whole. */
    NAME("", "", "string"),
    /** True or false. */
    FLAG("", "", "boolean"),
    /** Number without a unit, such as a rank, or with a unit of its own, such as a hardware counter. */
    NUMBER("", "", "number"),
    /** Number of things. */
    COUNT("", "count", "number"),
    /** Length of time. */
    TIME("_ns", "ns", "number"),
    /** Time since a start that the meaning names. */
    OFFSET("_ns", "ns", "number"),
    /** Point in time since the epoch, or since a zero of the trace's own if the trace has no time base. */
    INSTANT("_ns", "ns", "number"),
    /** Point in time since the epoch. */
    EPOCH_MS("_ms", "ms", "number"),
    /** Amount of data. */
    BYTES("bytes", "bytes", "number"),
    /** Share of a whole. */
    PERCENT("_pct", "%", "number"),
    /** Change from one value to another, in percent of the first; negative if the second is smaller. */
    CHANGE("_pct", "%", "number"),
    /** Difference of two shares, in percentage points. */
    POINTS("_pct", "percentage points", "number"),
    /** Rate of transfer: 10^9 bytes per second. */
    GB_PER_S("_gb_per_s", "GB/s", "number"),
    /** Rate of transfer: 10^12 bytes per second. */
    TB_PER_S("tb_per_s", "TB/s", "number"),
    /** Rate of floating-point operations: 10^12 per second. */
    TFLOPS_PER_S("tflops_per_s", "TFLOP/s", "number"),
    /** Time of devices, summed over them: one device for an hour. */
    HOURS("_hours", "h", "number"),
    /** Amount of money, in the currency of the price that was given. */
    COST("_cost", "", "number");

    private final String suffix;
    private final String symbol;
    private final String type;

    Unit(String suffix, String symbol, String type) {
        this.suffix = suffix;
        this.symbol = symbol;
        this.type = type;
    }

    /** Symbol of the unit; empty if values have none. */
    public String symbol() {
        return symbol;
    }

    /** JSON type of the values. */
    public String type() {
        return type;
    }

    /** True for text, which is aligned to the left; numbers are aligned to the right. */
    public boolean isWords() {
        return this == TEXT || this == NAME || this == FLAG;
    }

    /** True if a key ends with the unit. Keys such as {@code bytes_read} are accepted, too. */
    boolean isIn(String key) {
        return key.endsWith(suffix) || (this == BYTES && key.contains("bytes_"));
    }
}
