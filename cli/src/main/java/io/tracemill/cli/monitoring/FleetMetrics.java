package io.tracemill.cli.monitoring;

import io.tracemill.schemas.RejectReason;
import io.tracemill.schemas.Stage;
import io.tracemill.schemas.TelemetryState;
import io.tracemill.schemas.Topics;
import io.tracemill.streams.FleetCounts;

/** Metrics of the topology of the fleet. */
record FleetMetrics(Topics topics, FleetCounts counts) {

    /** Writes the values of all its metrics. */
    void measure(MetricSink into) {
        long refused = counts.refusedReadings(); // asked for first, so never more than all
        into.set(FleetMetric.READINGS, counts.readings() - refused, "taken");
        into.set(FleetMetric.READINGS, refused, "refused");
        into.set(FleetMetric.NODES, counts.nodes());
        into.set(FleetMetric.TRACES_WAITING, counts.waiting());
        into.set(FleetMetric.ALERTS, counts.alerts());
        for (TelemetryState state : TelemetryState.values()) {
            into.set(FleetMetric.TRACES_JOINED, counts.answers().getOrDefault(state, 0L), state.name());
        }
        into.set(FleetMetric.DIAGNOSES, counts.diagnoses());
        counts.written().forEach((topic, written) -> {
            into.set(FleetMetric.RECORDS_WRITTEN, written.records(), topics.name(topic));
            into.set(FleetMetric.BYTES_WRITTEN, written.bytes(), topics.name(topic));
        });
        for (RejectReason reason : RejectReason.of(Stage.TOPOLOGY)) {
            into.set(FleetMetric.DEAD_LETTERS, counts.deadLetters().getOrDefault(reason, 0L), reason.label());
        }
    }
}
