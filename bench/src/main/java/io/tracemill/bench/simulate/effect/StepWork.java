package io.tracemill.bench.simulate.effect;

import io.tracemill.bench.simulate.plan.GroupKind;
import java.util.Arrays;

/** What a rank has to do in a step, in relation to what an even run has to. */
public final class StepWork {

    private final double[] kernels = new double[KernelKind.values().length];
    private final double[] transfers = new double[GroupKind.values().length];
    private final long[] host = new long[HostPart.values().length];
    private double length = 1;
    private boolean otherAlgorithm;

    /** The work of an even run. */
    public StepWork() {
        Arrays.fill(kernels, 1);
    }

    /** Makes all kernels of a kind take a multiple of their time. */
    public void scale(KernelKind kind, double factor) {
        kernels[kind.ordinal()] *= factor;
    }

    /** Makes all kernels take a multiple of their time. */
    public void scale(double factor) {
        for (KernelKind kind : KernelKind.values()) {
            scale(kind, factor);
        }
    }

    /** Makes kernels take longer by a share in all, those most that depend on the clock. */
    public void slowClock(double share) {
        for (KernelKind kind : KernelKind.values()) {
            scale(kind, 1 + share * kind.clockWeight());
        }
    }

    /** Makes kernels take longer by a share in all, those most that depend on device memory. */
    public void slowMemory(double share) {
        for (KernelKind kind : KernelKind.values()) {
            scale(kind, 1 + share * kind.memoryWeight());
        }
    }

    /** Makes the sequences longer, and so what is computed. */
    public void lengthen(double factor) {
        length *= factor;
        scale(factor);
    }

    /** Adds time of the host, in ns. */
    public void addHost(HostPart part, double nanos) {
        host[part.ordinal()] += Math.round(nanos);
    }

    /** Adds to what the transfers of a kind of group take in the step, in ns. */
    public void addTransfer(GroupKind kind, double nanos) {
        transfers[kind.ordinal()] += nanos;
    }

    /** Makes the collectives use another algorithm. */
    public void useOtherAlgorithm() {
        otherAlgorithm = true;
    }

    /** Factor on the kernels of a kind. */
    public double factor(KernelKind kind) {
        return kernels[kind.ordinal()];
    }

    /** Time of the host, in ns. */
    public long host(HostPart part) {
        return host[part.ordinal()];
    }

    /** What the transfers of a kind of group take longer in the step, in ns. */
    public double addedTransfer(GroupKind kind) {
        return transfers[kind.ordinal()];
    }

    /** Length of the sequences, of that of an even run. */
    public double length() {
        return length;
    }

    /** Whether the collectives use another algorithm. */
    public boolean usesOtherAlgorithm() {
        return otherAlgorithm;
    }
}
