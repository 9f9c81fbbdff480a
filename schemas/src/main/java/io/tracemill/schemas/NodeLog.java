package io.tracemill.schemas;

import java.util.List;
import org.jspecify.annotations.NullMarked;

/** The records in the log of a node that have no readings: windows of traces, and signs of life of publishers. */
@NullMarked
public final class NodeLog {

    /** The name in place of a node that is not known, or of all nodes. */
    public static final String NO_NODE = "";

    private static final String TRACE = "trace";

    private NodeLog() {}

    /** The windows of a trace that was recorded on a node. */
    public static TelemetryBatch windows(String node, TraceWindows trace) {
        return record(node, TRACE).setWindows(trace).build();
    }

    /** A sign of life of a publisher. */
    public static TelemetryBatch tick(String door) {
        return record(NO_NODE, door).setTick(new Tick(door, false)).build();
    }

    /** Says that a publisher has no more readings of a node; with {@link #NO_NODE}, of any node of the partition. */
    public static TelemetryBatch end(String node, String door) {
        return record(node, door).setTick(new Tick(door, true)).build();
    }

    private static TelemetryBatch.Builder record(String node, String source) {
        return TelemetryBatch.newBuilder()
                .setNode(node)
                .setSource(source)
                .setStrings(List.of())
                .setSamples(List.of())
                .setDevices(List.of());
    }
}
