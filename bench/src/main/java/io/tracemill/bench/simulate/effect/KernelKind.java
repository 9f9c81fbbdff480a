package io.tracemill.bench.simulate.effect;

/** Kinds of kernels, by what bounds them. */
public enum KernelKind {
    /** Bound by the clock. */
    MATRIX_PRODUCT(0.58, 1.1, 0.35),
    /** Bound mostly by the clock. */
    ATTENTION(0.26, 1.0, 0.8),
    /** Bound by device memory. */
    ELEMENTWISE(0.12, 0.65, 3.0),
    /** Bound by device memory. */
    OPTIMIZER(0.04, 0.6, 3.0);

    private final double share;
    private final double clockWeight;
    private final double memoryWeight;

    KernelKind(double share, double clockWeight, double memoryWeight) {
        this.share = share;
        this.clockWeight = clockWeight;
        this.memoryWeight = memoryWeight;
    }

    /** Share of the computing of a step. */
    public double share() {
        return share;
    }

    /** How much longer it takes, of what all kernels together take longer, where the clock is lower. */
    public double clockWeight() {
        return clockWeight;
    }

    /** How much longer it takes, of what all kernels together take longer, where device memory is slower. */
    public double memoryWeight() {
        return memoryWeight;
    }
}
