package io.tracemill.bench.simulate.effect;

/** What holds for a node at a time: plain values that faults change and the model of the node reads. */
public final class NodeCondition {

    /** Busy processors beside those that the run takes, as a share of all. */
    public double otherLoad;

    /** Share of the time in which some thread waits for a processor, beside the usual. */
    public double processorPressure;

    /** Share of the time in which some thread waits for a disk, beside the usual. */
    public double diskPressure;

    /** Share of the time in which some thread waits for memory, beside the usual. */
    public double memoryPressure;

    /** Bytes read from its disks in a second, beside the usual. */
    public double diskBytesPerSecond;

    /** Port of InfiniBand that has errors, by the index of its device; -1 for none. */
    public int faultyPort = -1;

    /** Errors of the faulty port in a second. */
    public double portErrorsPerSecond;

    /** How often the link of the faulty port went down since the fault began. */
    public int linkDowns;

    /** A condition in which nothing is wrong. */
    public NodeCondition() {}
}
