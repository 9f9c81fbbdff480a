package io.tracemill.bench.simulate.plan;

import java.util.ArrayList;
import java.util.List;

/**
 * A run that is to be simulated.
 *
 * @param run its name
 * @param shape how large it is
 * @param topology who works with whom
 * @param nodes its nodes
 * @param firstDevice index of the first device of a node that the run has
 * @param timeline when what happens
 * @param stepNanos length that a step is meant to have
 * @param draw random numbers of the run
 */
public record FleetPlan(
        String run,
        FleetShape shape,
        Topology topology,
        List<Node> nodes,
        int firstDevice,
        Timeline timeline,
        long stepNanos,
        Draw draw) {

    private static final List<String> BUSES =
            List.of("1B", "43", "52", "61", "9D", "C3", "D1", "DF", "1C", "44", "53", "62", "9E", "C4", "D2", "E0");

    /** Share of the telemetry that the recorded steps may take, with room for faults. */
    private static final double RECORDED = 0.2;

    private static final int NAMES = 900;

    /** Copies the list. */
    public FleetPlan {
        nodes = List.copyOf(nodes);
    }

    /**
     * The plan of a run.
     *
     * @param justStarted whether the training begins just before the recorded steps
     */
    public static FleetPlan of(String run, FleetShape shape, boolean justStarted, Draw draw) {
        List<Node> nodes = new ArrayList<>();
        for (int node = 0; node < shape.nodes(); node++) {
            nodes.add(node(node, shape.perNode(), draw));
        }
        double most = RECORDED * 60e9 * shape.minutes() / shape.steps();
        return new FleetPlan(
                run,
                shape,
                new Topology(shape),
                nodes,
                0,
                Timeline.of(shape.minutes(), justStarted, draw),
                (long) Math.min(most, draw.of("step").between(1.1e9, 1.9e9)),
                draw);
    }

    private static Node node(int number, int devices, Draw draw) {
        Draw of = draw.of("node", number);
        List<Device> all = new ArrayList<>();
        for (int index = 0; index < devices; index++) {
            all.add(device(index, of.of("device", index)));
        }
        int name = 10 + draw.of("names").below(NAMES) + number;
        return new Node(
                "gpu-%04d".formatted(name),
                all,
                (long) (2e5 * of.of("clock").normal()),
                of.of("inlet").between(24, 29));
    }

    private static Device device(int index, Draw draw) {
        return new Device(
                index,
                uuid(draw),
                "00000000:%s:00.0".formatted(BUSES.get(index)),
                1 + 0.015 * draw.of("silicon").normal());
    }

    private static String uuid(Draw draw) {
        String id = "%016x%016x"
                .formatted(draw.of("uuid", 1).bits(), draw.of("uuid", 2).bits());
        return "GPU-%s-%s-%s-%s-%s"
                .formatted(
                        id.substring(0, 8),
                        id.substring(8, 12),
                        id.substring(12, 16),
                        id.substring(16, 20),
                        id.substring(20));
    }

    /** Node of a rank. */
    public Node nodeOf(int rank) {
        return nodes.get(topology.node(rank));
    }

    /** Device of a rank. */
    public Device deviceOf(int rank) {
        return nodeOf(rank).devices().get(firstDevice + topology.device(rank));
    }

    /** A small run on a node of this one, at the same time, that begins with the device of a rank. */
    public FleetPlan neighbour(int rank, int devices) {
        FleetShape small = new FleetShape(devices, devices, 1, shape.steps(), shape.minutes());
        Draw other = draw.of("neighbour");
        return new FleetPlan(
                run + "-neighbour",
                small,
                new Topology(small),
                List.of(nodeOf(rank)),
                topology.device(rank),
                timeline,
                (long) (stepNanos * other.of("step").between(0.5, 0.9)),
                other);
    }

    /** Number that the training gives to its first recorded step. */
    public int firstStep() {
        return 1 + (int) ((timeline.recordNanos() - timeline.jobNanos()) / stepNanos);
    }

    /** Process of a rank on its node. */
    public int process(int rank) {
        return 20_000 + draw.of("process", topology.node(rank)).below(30_000) + 37 * topology.device(rank);
    }
}
