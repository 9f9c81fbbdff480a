package io.tracemill.streams;

import io.tracemill.streams.failure.FailurePolicy;
import java.time.Instant;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyTestDriver;

/** Topologies in a test driver, with the settings of their jobs. */
final class TestDrivers {

    private TestDrivers() {}

    /** A driver whose wall clock begins in 1970. */
    static TopologyTestDriver of(TopologyDefinition definition) {
        Properties settings = new Properties();
        settings.putAll(settings(definition));
        settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "unused:1");
        return new TopologyTestDriver(definition.build(), settings, Instant.EPOCH);
    }

    /** The settings of a topology's job. */
    static Map<String, Object> settings(TopologyDefinition definition) {
        return TopologyJob.settings(definition, new FailurePolicy(definition.topics(), definition.counts()));
    }
}
