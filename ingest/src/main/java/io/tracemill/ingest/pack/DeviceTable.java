package io.tracemill.ingest.pack;

/** Tables beside a trace of which each row describes one device event. */
public enum DeviceTable {
    /** Table of kernels; starts are exact to 1 ns. */
    KERNELS(1),
    /** Table of collectives; starts are microseconds in floating point, exact to 500 ns. */
    COLLECTIVES(500);

    private final long toleranceNanos;

    DeviceTable(long toleranceNanos) {
        this.toleranceNanos = toleranceNanos;
    }

    /** Largest difference between the start in a row and the start of its device event, in ns. */
    public long toleranceNanos() {
        return toleranceNanos;
    }
}
