package io.tracemill.cli.diff;

/** What is compared, in ns per step (or trace) and device. */
public enum Measure {
    /** Duration of the device events that an operator owns. */
    OPERATOR("operator"),
    /** Length of a device's window. */
    TOTAL("total"),
    /** As in {@code device_stats}. */
    COMPUTING("computing"),
    /** As in {@code device_stats}. */
    EXPOSED_COMMUNICATION("exposed communication"),
    /** As in {@code device_stats}. */
    EXPOSED_MEMCPY("exposed copies"),
    /** As in {@code device_stats}. */
    IDLE("idle");

    private final String text;

    Measure(String text) {
        this.text = text;
    }

    String text() {
        return text;
    }

    /** Whether more of it makes a run slower: of a device's parts one may grow at the expense of another. */
    boolean isGated() {
        return this == OPERATOR || this == TOTAL;
    }
}
