package io.tracemill.bench.simulate.time;

import io.tracemill.bench.simulate.effect.KernelKind;

/** What a device computes or copies. */
public enum Kernel {
    /** Matrix products of the forward pass. */
    FORWARD_PRODUCT(KernelKind.MATRIX_PRODUCT),
    /** Attention of the forward pass. */
    FORWARD_ATTENTION(KernelKind.ATTENTION),
    /** Elementwise work of the forward pass. */
    FORWARD_ELEMENTWISE(KernelKind.ELEMENTWISE),
    /** Matrix products of the backward pass. */
    BACKWARD_PRODUCT(KernelKind.MATRIX_PRODUCT),
    /** Attention of the backward pass. */
    BACKWARD_ATTENTION(KernelKind.ATTENTION),
    /** Elementwise work of the backward pass. */
    BACKWARD_ELEMENTWISE(KernelKind.ELEMENTWISE),
    /** Update of the weights. */
    UPDATE(KernelKind.OPTIMIZER);

    private final KernelKind kind;

    Kernel(KernelKind kind) {
        this.kind = kind;
    }

    /** What bounds it. */
    public KernelKind kind() {
        return kind;
    }

    /** Whether it is of the backward pass. */
    public boolean isBackward() {
        return this == BACKWARD_PRODUCT || this == BACKWARD_ATTENTION || this == BACKWARD_ELEMENTWISE;
    }
}
