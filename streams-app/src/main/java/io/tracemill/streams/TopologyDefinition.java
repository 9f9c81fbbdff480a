package io.tracemill.streams;

import io.tracemill.schemas.Topics;
import java.util.Map;
import org.apache.kafka.streams.Topology;

/**
 * A topology that runs as an app of its own: everything a {@link TopologyJob} needs to run it. Two definitions share no
 * application id, so no consumer group, no threads and no state.
 */
public interface TopologyDefinition {

    /** Name of the app. With the prefix of the topics before it, it is the application id. */
    String name();

    /** The topics on this cluster. */
    Topics topics();

    /** Builds the topology; every call builds the same. */
    Topology build();

    /** Settings of Kafka Streams and its clients, besides the defaults of {@link TopologyJob}, which they overrule. */
    Map<String, Object> settings();

    /** Counts of what the app does, over all its threads. */
    TopologyCounts counts();
}
