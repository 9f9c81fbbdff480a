package io.tracemill.bench.simulate.plan;

/**
 * How large a run is.
 *
 * @param ranks processes of the run, each with a device of its own
 * @param perNode devices of a node, all of which the run has
 * @param stages stages of the pipeline; 1 for none
 * @param steps training steps that are recorded
 * @param minutes length of the telemetry
 */
public record FleetShape(int ranks, int perNode, int stages, int steps, int minutes) {

    /** Checks the limits. */
    public FleetShape {
        require("ranks", ranks, 2, 4_096);
        require("devices per node", perNode, 1, 16);
        require("stages", stages, 1, 16);
        require("steps", steps, 2, 500);
        require("minutes", minutes, 2, 1_440);
        if (ranks % perNode != 0) {
            throw new IllegalArgumentException(
                    "ranks must be a multiple of the " + perNode + " devices per node but was " + ranks);
        }
        if (ranks % stages != 0) {
            throw new IllegalArgumentException(
                    "ranks must be a multiple of the " + stages + " stages but was " + ranks);
        }
    }

    private static void require(String what, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(what + " must be from " + least + " to " + most + " but was " + value);
        }
    }

    /** Nodes of the run. */
    public int nodes() {
        return ranks / perNode;
    }
}
