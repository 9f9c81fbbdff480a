package io.tracemill.schemas.wording;

import io.tracemill.schemas.SlowRankKind;
import java.util.Optional;

/**
 * Table of advice: a code for each kind of advice, and when it is given. Its text in each language is the template
 * {@code advice.CODE}.
 */
public enum Advice {
    /** The host loads data. */
    INPUT("The host loads data while the device is idle (`INPUT`)."),
    /** The host waits for the device. */
    SYNC("The host waits for the device while that is idle (`SYNC`)."),
    /** The host allocates memory. */
    ALLOCATION("The host allocates or releases memory of the device while that is idle (`ALLOCATION`)."),
    /** The host compiles or loads code. */
    WARM_UP("The host compiles or loads code while the device is idle (`COMPILE`, `MODULE_LOAD`)."),
    /** The host is too slow to launch. */
    HOST_BOUND("The host runs operators, Python, other code or runtime calls while the device is idle"
            + " (`FRAMEWORK`, `PYTHON`, `BETWEEN`, `LAUNCH`, `RUNTIME`)."),
    /** The host waits for other ranks. */
    COLLECTIVE_WAIT("The host waits for other ranks while the device is idle (`COLLECTIVE_WAIT`)."),
    /** Nothing tells what the host does. */
    NOTHING_RECORDED("Nothing of the host was recorded while the device is idle (`NOTHING_RECORDED`)."),
    /** A launched graph begins late. */
    GRAPH("The device is idle after the launch of a graph (`GRAPH`)."),
    /** Launched work begins late. */
    LATE_ON_DEVICE("The device is idle after a launch (`DEVICE_QUEUE`), for more than 20 us a gap on average."),
    /** Launched work begins after the ordinary delay. */
    DISPATCH_LATENCY("The device is idle after a launch (`DEVICE_QUEUE`), for at most 20 us a gap on average."),
    /** The device may not be idle at all. */
    BEFORE_RECORDING("The device seems idle before the first event of a stream (`BEFORE_RECORDING`)."),
    /** Idle time of which the cause is not known. */
    IDLE_UNEXPLAINED("The rule on idle time fires, and more of it has no launch in the trace than any cause takes."),
    /** The device computes. */
    COMPUTING("The rule on computing fires."),
    /** The device copies, or waits for its memory. */
    MEMORY("The rule on memory fires."),
    /** The device communicates. */
    COMMUNICATION("The rule on communication fires."),
    /** Nothing stands out. */
    BALANCED("No rule fires, and idle time has no large cause."),
    /** A rank computes longer than its peers. */
    SLOW_COMPUTE("Ranks of a run compute longer than their peers."),
    /** A rank waits longer for its host than its peers. */
    SLOW_HOST("Ranks of a run wait longer for the host than their peers."),
    /** A rank waits longer for data than its peers. */
    SLOW_INPUT("Ranks of a run wait longer for data than their peers."),
    /** Most ranks of a host are slow. */
    SLOW_NODE("Most ranks of a host are slow."),
    /** A group transfers more slowly than others of its kind. */
    SLOW_LINK("Collectives of a group transfer more slowly than those of other groups."),
    /** A stage of a pipeline computes longer than the others. */
    IMBALANCED_STAGES("A stage of a pipeline computes longer than the other stages."),
    /** Ranks differ, and none stands out. */
    RANK_SPREAD("Some ranks always compute longer than others, and none stands out."),
    /** The ranks take turns in computing longest. */
    VARYING_LOAD("Another rank computes longest each time."),
    /** The ranks take turns in waiting for the host. */
    VARYING_HOST("Another rank waits for the host each time.");

    private final String given;

    Advice(String given) {
        this.given = given;
    }

    /** Advice on what makes a run slow; empty if nothing does. */
    public static Optional<Advice> on(SlowRankKind kind) {
        return kind == SlowRankKind.NONE ? Optional.empty() : Optional.of(valueOf(kind.name()));
    }

    /** When it is given, in Markdown. */
    public String given() {
        return given;
    }
}
