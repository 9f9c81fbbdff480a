package io.tracemill.bench.simulate.plan;

import java.util.List;

/**
 * A node of the fleet.
 *
 * @param name its host name
 * @param devices its devices, by index
 * @param clockOffsetNanos what its clock is ahead of the true time
 * @param inletCelsius temperature of the air that cools it
 */
public record Node(String name, List<Device> devices, long clockOffsetNanos, double inletCelsius) {

    /** Copies the list. */
    public Node {
        devices = List.copyOf(devices);
    }
}
