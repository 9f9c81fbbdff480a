package io.tracemill.streams;

import io.tracemill.streams.failure.FailurePolicy;
import java.time.Instant;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TopologyTestDriver;

/** Factory of test drivers with the settings of a topology's job. */
final class TestDrivers {

    private TestDrivers() {}

    /** Creates a driver with a wall clock that starts at 1970. */
    static TopologyTestDriver of(TopologyDefinition definition) {
        Properties settings = new Properties();
        settings.putAll(settings(definition));
        settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "unused:1");
        return new TopologyTestDriver(definition.build(), settings, Instant.EPOCH);
    }

    /** Settings of a topology's job. */
    static Map<String, Object> settings(TopologyDefinition definition) {
        return TopologyJob.settings(definition, new FailurePolicy(definition.topics(), definition.counts()));
    }
}
