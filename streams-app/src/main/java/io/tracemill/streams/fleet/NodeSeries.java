package io.tracemill.streams.fleet;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The series of a node of which there are readings, by what they are of.
 *
 * @param ofNode series of the node itself
 * @param ofDevices series of each device, by its identity
 */
record NodeSeries(WindowSeries ofNode, Map<String, WindowSeries> ofDevices) {

    /** The series of some readings, by the numbers of their series. */
    static NodeSeries of(Node node, Map<Integer, SeriesReadings> readings) {
        WindowSeries all = new WindowSeries(node.series(), readings);
        Map<String, WindowSeries> devices = new TreeMap<>();
        node.devices().byIdentity(all.devices()).forEach((device, names) -> devices.put(device, all.of(names)));
        return new NodeSeries(all.of(Set.of()), devices);
    }
}
