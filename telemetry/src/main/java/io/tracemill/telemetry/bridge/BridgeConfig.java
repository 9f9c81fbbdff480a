package io.tracemill.telemetry.bridge;

import io.tracemill.telemetry.quantity.QuantityTable;
import io.tracemill.telemetry.sniff.MessageShape;
import io.tracemill.telemetry.sniff.TopicReader;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * What a bridge carries.
 *
 * @param topics the topics it reads
 * @param formats the shapes of those topics whose first message does not decide
 * @param telegrafUnit the unit of the times in Telegraf's JSON
 * @param quantities the table of quantities
 */
public record BridgeConfig(
        Set<String> topics, Map<String, MessageShape> formats, TimeUnit telegrafUnit, QuantityTable quantities) {

    /** Checks that the formats are of these topics. */
    public BridgeConfig {
        topics = Set.copyOf(topics);
        formats = Map.copyOf(formats);
        if (topics.isEmpty()) {
            throw new IllegalArgumentException("a topic is missing");
        }
        for (Map.Entry<String, MessageShape> format : formats.entrySet()) {
            if (!topics.contains(format.getKey())) {
                throw new IllegalArgumentException(
                        "a format must be that of a topic that is read but was of \"" + format.getKey() + '"');
            }
            if (!TopicReader.SHAPES.contains(format.getValue())) {
                throw new IllegalArgumentException(
                        format.getValue().label() + " is read from files and targets, not from topics");
            }
        }
    }
}
