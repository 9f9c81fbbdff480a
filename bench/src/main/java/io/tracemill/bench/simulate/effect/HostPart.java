package io.tracemill.bench.simulate.effect;

/** What the host does while the device of a rank has nothing to do. */
public enum HostPart {
    /** Waits for the next batch, at the begin of a step. */
    INPUT,
    /** Loads or compiles what the first steps need. */
    COMPILE,
    /** Prepares the forward pass of a microbatch, in operators. */
    PASS,
    /** Nothing that a profiler records, amid the step. */
    SILENT,
    /** Frees and allocates device memory, amid the step. */
    ALLOCATION,
    /** Prepares the update of the weights, in operators. */
    UPDATE
}
