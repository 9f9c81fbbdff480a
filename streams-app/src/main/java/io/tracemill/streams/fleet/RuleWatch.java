package io.tracemill.streams.fleet;

import io.tracemill.schemas.Alert;
import io.tracemill.schemas.AvroSerde;
import io.tracemill.streams.rules.NodeAlerts;
import io.tracemill.streams.rules.Rule;
import io.tracemill.streams.rules.RuleSet;
import io.tracemill.streams.state.NodeAlertsState;
import io.tracemill.streams.store.KeyValues;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The alerts of the nodes of a partition. They are looked at with each minute of a node that is told. */
final class RuleWatch {

    private static final String ALERTS = "alerts|";
    private static final long NANOS_PER_MILLI = 1_000_000;

    /** Age of the last minute, in ms, beyond which readings are a recording. */
    private static final long RECORDED_MILLIS = 900_000;

    private final AvroSerde<NodeAlertsState> states = AvroSerde.of(NodeAlertsState.class);
    private final RuleSet rules;
    private final KeyValues store;
    private final Map<String, NodeAlerts> alerts = new TreeMap<>();
    private int open;

    /** The alerts that a store has, which some rules make. */
    RuleWatch(RuleSet rules, KeyValues store) {
        this.rules = rules;
        this.store = store;
        store.forEach(ALERTS, (key, state) -> {
            String node = key.substring(ALERTS.length());
            NodeAlerts kept = new NodeAlerts(node, rules, states.decode(state));
            alerts.put(node, kept);
            open += kept.open();
        });
    }

    /** Number of alerts that are open. */
    int open() {
        return open;
    }

    /**
     * Looks at the windows that end with a minute of a node.
     *
     * @param minute minutes since 1970
     * @param logMillis time of the log, in ms since 1970
     */
    void minute(RuleWindows windows, long minute, long logMillis, Consumer<? super Alert> out) {
        String node = windows.node();
        @Nullable NodeAlerts known = alerts.get(node);
        NodeAlerts of = known == null ? new NodeAlerts(node, rules, null) : known;
        long end = (minute + 1) * NodeTimes.MINUTE_NANOS;
        NodeAlerts.At at = new NodeAlerts.At(end, logMillis);
        change(node, of, () -> {
            for (Rule rule : rules.rules()) {
                of.next(rule, windows.of(rule, end, of), at, out);
            }
        });
    }

    /**
     * Ends the alerts of a node of which no more readings come, if these are a recording: if its last minute is long
     * ago. An alert of what was read just now ends as any other.
     */
    void ended(Node node, long logMillis, Consumer<? super Alert> out) {
        @Nullable NodeAlerts of = alerts.get(node.name());
        if (of == null || node.toldMinute() == Long.MIN_VALUE) {
            return;
        }
        long end = (node.toldMinute() + 1) * NodeTimes.MINUTE_NANOS;
        if (logMillis - end / NANOS_PER_MILLI > RECORDED_MILLIS) {
            change(node.name(), of, () -> of.endAll(new NodeAlerts.At(end, logMillis), out));
        }
    }

    /** Ends the alerts that nothing is read of any more. */
    void goOn(long logMillis, Consumer<? super Alert> out) {
        NodeAlerts.At at = new NodeAlerts.At(logMillis * NANOS_PER_MILLI, logMillis);
        new TreeMap<>(alerts).forEach((node, of) -> change(node, of, () -> of.endOld(at, out)));
    }

    private void change(String node, NodeAlerts of, Runnable by) {
        int before = of.open();
        by.run();
        open += of.open() - before;
        if (!of.takeChanged()) {
            return;
        }
        if (of.isEmpty()) {
            alerts.remove(node);
            store.delete(ALERTS + node);
        } else {
            alerts.put(node, of);
            store.put(ALERTS + node, states.encode(of.kept()));
        }
    }
}
