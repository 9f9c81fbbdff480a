package io.tracemill.cli.bench.telemetry;

import io.tracemill.schemas.TelemetryState;
import java.util.Map;

/**
 * What the fleet topology made of the readings, and what it keeps.
 *
 * @param healthRows rows of {@code device-health} that it wrote
 * @param answers traces whose telemetry was answered, by how much of it was there
 * @param keys keys of its store
 * @param stateBytes bytes of these and of their latest values
 * @param changelogBytes the log of the store on the broker's disk
 * @param restoreNanos from the start of another one, without state on disk, until it had the state of all nodes and ran
 */
public record FleetUse(
        long healthRows,
        Map<TelemetryState, Long> answers,
        long keys,
        long stateBytes,
        long changelogBytes,
        long restoreNanos) {

    /** Copies the answers. */
    public FleetUse {
        answers = Map.copyOf(answers);
    }
}
