package io.tracemill.streams;

import io.tracemill.schemas.Topics;
import java.util.Map;
import org.apache.kafka.streams.Topology;

/**
 * Definition of a topology that runs as an app of its own. It declares everything a {@link TopologyJob} needs. Two
 * definitions have different application ids, so they share no consumer group, no threads and no state.
 */
public interface TopologyDefinition {

    /** Name of the app. The prefix of the topics and this name form the application id. */
    String name();

    /** The topics on this cluster. */
    Topics topics();

    /** Builds the topology. Every call builds the same nodes. */
    Topology build();

    /** Settings of Kafka Streams and its clients that override the defaults of {@link TopologyJob}. */
    Map<String, Object> settings();

    /** Counts of what the app has done, summed over all its threads. */
    TopologyCounts counts();
}
