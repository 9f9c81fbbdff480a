package io.tracemill.ingest.pack;

/** A table beside a trace whose rows each describe one of its device events. */
public enum DeviceTable {
    /** Kernels; their starts are exact to a nanosecond. */
    KERNELS(1),
    /** Collectives; their starts are microseconds in floating point. */
    COLLECTIVES(500);

    private final long toleranceNanos;

    DeviceTable(long toleranceNanos) {
        this.toleranceNanos = toleranceNanos;
    }

    /** How far the start in a row may be from that of its device event, in ns. */
    public long toleranceNanos() {
        return toleranceNanos;
    }
}
