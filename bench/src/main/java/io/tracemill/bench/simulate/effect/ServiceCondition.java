package io.tracemill.bench.simulate.effect;

/** What holds for the service at a time: plain values that faults change and the model of the service reads. */
public final class ServiceCondition {

    /** Factor on the times of its requests. */
    public double slower = 1;

    /** Share of its requests that fail. */
    public double failing = 0.0004;

    /** A condition in which nothing is wrong. */
    public ServiceCondition() {}
}
