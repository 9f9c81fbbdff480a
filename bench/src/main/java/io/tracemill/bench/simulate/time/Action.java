package io.tracemill.bench.simulate.time;

import io.tracemill.bench.simulate.effect.HostPart;
import io.tracemill.bench.simulate.plan.GroupKind;

/** One thing that a rank does in a step. A rank does them in order, each when the one before has ended. */
public sealed interface Action {

    /**
     * The host works, and the device has nothing to do.
     *
     * @param nanos how long
     */
    record Host(HostPart part, long nanos) implements Action {}

    /** A copy between host and device. */
    record Copy(boolean toDevice, long nanos) implements Action {}

    /**
     * The device computes.
     *
     * @param evenNanos how long the same work takes in an even run
     */
    record Compute(Kernel kernel, long nanos, long evenNanos) implements Action {}

    /**
     * A collective, which ends when the last member has come and all is transferred.
     *
     * @param nanos how long the transfer takes
     * @param evenNanos how long it takes in an even run
     */
    record Collective(GroupKind group, Operation operation, long nanos, long evenNanos, boolean otherAlgorithm)
            implements Action {}

    /**
     * Sends to a rank, beside what else the device does.
     *
     * @param tag tells the transfers of a step apart
     */
    record Send(int receiver, long tag, long nanos) implements Action {}

    /** Waits for what a rank sends. */
    record Receive(int sender, long tag) implements Action {}

    /** What a collective does. */
    enum Operation {
        /** Sums gradients or activations on all members. */
        ALL_REDUCE,
        /** Sums gradients, and leaves each member a part. */
        REDUCE_SCATTER,
        /** Gives all members the parts of all. */
        ALL_GATHER
    }
}
