package io.tracemill.bench.simulate.effect;

import io.tracemill.bench.simulate.plan.GroupKind;
import java.util.EnumMap;
import java.util.Map;

/** What a rank has to do in a step, in relation to what an even run has to. */
public final class StepWork {

    private final Map<KernelKind, Double> kernels = new EnumMap<>(KernelKind.class);
    private final Map<GroupKind, Double> transfers = new EnumMap<>(GroupKind.class);
    private final Map<HostPart, Long> host = new EnumMap<>(HostPart.class);
    private double length = 1;
    private boolean otherAlgorithm;

    /** The work of an even run. */
    public StepWork() {}

    /** Makes all kernels of a kind take a multiple of their time. */
    public void scale(KernelKind kind, double factor) {
        kernels.put(kind, factor(kind) * factor);
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
        host.merge(part, Math.round(nanos), Long::sum);
    }

    /** Adds to what the transfers of a kind of group take in the step, in ns. */
    public void addTransfer(GroupKind kind, double nanos) {
        transfers.merge(kind, nanos, Double::sum);
    }

    /** Makes the collectives use another algorithm. */
    public void useOtherAlgorithm() {
        otherAlgorithm = true;
    }

    /** Factor on the kernels of a kind. */
    public double factor(KernelKind kind) {
        return kernels.getOrDefault(kind, 1.0);
    }

    /** Time of the host, in ns. */
    public long host(HostPart part) {
        return host.getOrDefault(part, 0L);
    }

    /** What the transfers of a kind of group take longer in the step, in ns. */
    public double addedTransfer(GroupKind kind) {
        return transfers.getOrDefault(kind, 0.0);
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
