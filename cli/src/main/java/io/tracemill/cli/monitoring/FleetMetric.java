package io.tracemill.cli.monitoring;

import java.util.List;

/** The metrics of the topology of the fleet. */
enum FleetMetric implements ExposedMetric {
    READINGS(
            "readings_total",
            "readings",
            "readings of nodes and devices: `taken`, or `refused` for the join, because their time is more than 10"
                    + " minutes ahead or their node has more than 5,000 series",
            "outcome"),
    NODES("nodes", "nodes", "nodes whose readings of the last six hours are kept"),
    TRACES_WAITING("traces_waiting", "traces", "traces that wait for the readings of their node"),
    ALERTS("alerts", "alerts", "alerts that are pending or firing"),
    TRACES_JOINED(
            "traces_joined_total",
            "traces",
            "traces joined with the readings of their node, by how much of these was there",
            "state"),
    DIAGNOSES("diagnoses_total", "runs", "runs diagnosed"),
    RECORDS_WRITTEN("fleet_records_written_total", "records", "records that the topology of the fleet wrote", "topic"),
    BYTES_WRITTEN("fleet_bytes_written_total", "bytes", "encoded bytes of these records", "topic"),
    DEAD_LETTERS(
            "fleet_dead_letters_total",
            "records",
            "records that the topology of the fleet rejected and sent to `dead-letters`",
            "reason");

    private static final String BEGIN = "tracemill_stream_";

    @SuppressWarnings("ImmutableEnumChecker") // its list is unmodifiable
    private final MetricDeclaration declaration;

    FleetMetric(String name, String unit, String meaning, String... labels) {
        this.declaration = new MetricDeclaration(BEGIN + name, unit, meaning, List.of(labels));
    }

    @Override
    public MetricDeclaration declaration() {
        return declaration;
    }
}
