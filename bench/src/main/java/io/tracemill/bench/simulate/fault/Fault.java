package io.tracemill.bench.simulate.fault;

import io.tracemill.bench.simulate.effect.DeviceCondition;
import io.tracemill.bench.simulate.effect.NodeCondition;
import io.tracemill.bench.simulate.effect.ServiceCondition;
import io.tracemill.bench.simulate.effect.StepWork;
import java.util.List;

/** Something that is wrong with a run. What it does not change, it leaves to the default methods. */
public interface Fault {

    /** Where it is. */
    Site site();

    /** How large it is, as a share; each fault says of what. */
    double severity();

    /** Kinds of findings that may name it, the likeliest first. */
    List<String> findings();

    /** Changes the work of a rank in a recorded step. Steps count from 0. */
    default void changeWork(int rank, int step, StepWork work) {}

    /** Changes the condition of a rank's device at a time in which it is active. */
    default void changeDevice(int rank, long nanos, DeviceCondition device) {}

    /** Changes the condition of a node at a time in which it is active. */
    default void changeNode(int node, long nanos, NodeCondition condition) {}

    /** Changes the condition of the service at a time in which it is active. */
    default void changeService(long nanos, ServiceCondition service) {}
}
