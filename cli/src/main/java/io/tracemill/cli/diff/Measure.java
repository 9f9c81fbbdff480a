package io.tracemill.cli.diff;

/** What is compared, in ns. */
public enum Measure {
    /** Length of a sample: of the longest window of its devices. */
    LENGTH("length"),
    /** Duration of all device events of a sample, per device. */
    DEVICE_TIME("device time"),
    /** Duration of the device events that an operator owns, per sample and device. */
    OPERATOR("operator"),
    /** As {@link #OPERATOR}, of all operators that only one of the runs has. */
    REPLACED("replaced operators"),
    /** Median duration of the calls of a kernel in a sample. */
    KERNEL("kernel"),
    /** Median device time of the calls of an operator with inputs of one shape in a sample. */
    SHAPE("shape"),
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

    /** Whether it is told for each device. */
    boolean isOfDevice() {
        return compareTo(TOTAL) >= 0;
    }

    /** Whether it is of the sample as a whole. */
    boolean isOfSample() {
        return this == LENGTH || this == DEVICE_TIME;
    }

    /** Whether more of it makes a run slower: of a device's parts one may grow at the expense of another. */
    boolean isGated() {
        return compareTo(TOTAL) <= 0;
    }
}
