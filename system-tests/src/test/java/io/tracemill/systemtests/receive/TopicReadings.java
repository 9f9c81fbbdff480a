package io.tracemill.systemtests.receive;

import io.tracemill.schemas.AvroSerde;
import io.tracemill.schemas.TelemetryBatch;
import io.tracemill.schemas.TelemetrySample;
import io.tracemill.schemas.Topic;
import java.util.ArrayList;
import java.util.List;

/** The readings in a topic, each by all that tells it from others. */
record TopicReadings(List<Reading> all) {

    /** A reading, and the text of all but its time and value. */
    record Reading(String series, long timeMillis, double value) {

        /** The readings of a batch. */
        static List<Reading> of(TelemetryBatch batch) {
            List<String> strings = batch.getStrings();
            List<Reading> readings = new ArrayList<>();
            for (TelemetrySample sample : batch.getSamples()) {
                String series = String.join(
                        " ",
                        batch.getNode(),
                        '[' + batch.getSource() + ']',
                        text(strings, sample.getDevice()),
                        text(strings, sample.getMetric()),
                        text(strings, sample.getQuantity()),
                        sample.getKind().name(),
                        text(strings, sample.getSeriesLabels()),
                        text(strings, sample.getOtherLabels()));
                readings.add(new Reading(series, sample.getTimeNs() / 1_000_000, sample.getValue()));
            }
            return readings;
        }

        private static String text(List<String> strings, Integer index) {
            return index == null ? "-" : strings.get(index);
        }
    }

    static TopicReadings of(String bootstrapServers) {
        AvroSerde<TelemetryBatch> serde = AvroSerde.of(TelemetryBatch.class);
        return new TopicReadings(TopicRecords.of(bootstrapServers, Topic.FLEET_TELEMETRY).stream()
                .flatMap(record -> Reading.of(serde.decode(record)).stream())
                .toList());
    }
}
