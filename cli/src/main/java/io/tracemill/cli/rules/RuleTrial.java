package io.tracemill.cli.rules;

import io.tracemill.cli.telemetry.ReadingDestination;
import io.tracemill.schemas.Alert;
import io.tracemill.schemas.DeadLetter;
import io.tracemill.schemas.NodeLog;
import io.tracemill.schemas.TelemetryBatch;
import io.tracemill.streams.fleet.FleetNodes;
import io.tracemill.streams.fleet.JoinedQuantities;
import io.tracemill.streams.rules.RuleSet;
import io.tracemill.streams.store.MapStore;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.avro.specific.SpecificRecord;

/**
 * What rules say of readings. The readings are kept in the heap as the fleet topology keeps them, and looked at when it
 * is said that no more come: minute by minute, the last day of each node.
 */
public final class RuleTrial implements ReadingDestination {

    private final FleetNodes nodes;
    private final long now;
    private final Set<String> names = new TreeSet<>();
    private final List<Alert> alerts = new ArrayList<>();
    private int letters;

    /** A trial of some rules. */
    public RuleTrial(RuleSet rules, Clock clock) {
        nodes = new FleetNodes(new JoinedQuantities(rules.quantities()), rules, 0, new MapStore());
        now = clock.millis();
    }

    @Override
    public void publish(TelemetryBatch batch) {
        names.add(batch.getNode());
        nodes.take(batch, now, this::note);
    }

    private void note(SpecificRecord row) {
        if (row instanceof Alert alert) {
            alerts.add(alert);
        }
    }

    @Override
    public void reject(DeadLetter letter) {
        letters++;
    }

    @Override
    public void flush() {}

    @Override
    public void end() {
        names.forEach(node -> nodes.take(NodeLog.end(node, "rules"), now, this::note));
    }

    /** The changes of alerts, by their times. */
    public List<Alert> alerts() {
        return alerts.stream()
                .sorted(Comparator.comparingLong(Alert::getTimeNs))
                .toList();
    }

    /** Number of nodes that were read. */
    public int nodes() {
        return names.size();
    }

    /** Number of lines and samples that could not be read. */
    public int letters() {
        return letters;
    }

    @Override
    public void close() {}
}
