package io.tracemill.telemetry.series;

import io.tracemill.schemas.NodeName;
import io.tracemill.telemetry.message.Samples;
import io.tracemill.telemetry.quantity.Exporter;
import io.tracemill.telemetry.quantity.ExporterLabels;
import io.tracemill.telemetry.quantity.MetricRule;
import io.tracemill.telemetry.quantity.QuantityTable;
import io.tracemill.telemetry.sample.RawSeries;
import io.tracemill.telemetry.sample.RefusalReason;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Finds the series of readings that a source's series is. It knows a number of series per node, and of nodes; what is
 * beyond is refused until {@link #beginAnew}. For one thread.
 */
public final class SeriesResolver {

    private static final int MOST_TEXT = 64 << 10;

    /** What a series takes beside its texts, and beside what is kept to look it up; its last four readings too. */
    private static final int SERIES_BYTES = 250;

    private final QuantityTable table;
    private final SeriesLimits limits;
    private final Predicate<String> allowed;
    private final SharedRoom.Share room;
    private final Map<String, NodeSeries> nodes = new HashMap<>();
    private int generation;
    private int found;
    private long chars;

    /** A resolver by a table, within limits. */
    public SeriesResolver(QuantityTable table, SeriesLimits limits) {
        this(table, limits, node -> true, SharedRoom.alone(Long.MAX_VALUE));
    }

    /**
     * A resolver by a table, within limits, for some nodes.
     *
     * @param allowed the nodes whose series are taken, by their names in the one form that readings have
     * @param room memory for the series
     */
    public SeriesResolver(QuantityTable table, SeriesLimits limits, Predicate<String> allowed, SharedRoom.Share room) {
        this.table = table;
        this.limits = limits;
        this.allowed = allowed;
        this.room = room;
    }

    /** The series of one target. It keeps what it found, so that a series is looked up by its hash. */
    public TargetSeries of(Target target) {
        return new TargetSeries(this, target);
    }

    /** Forgets all series, so that those that ended make room. Series found before must not be used any more. */
    public void beginAnew() {
        nodes.clear();
        found = 0;
        chars = 0;
        generation++;
        room.giveBack();
    }

    SharedRoom.Share room() {
        return room;
    }

    int generation() {
        return generation;
    }

    SeriesLimits limits() {
        return limits;
    }

    /** Finds a series by its labels. */
    Resolution resolve(RawSeries raw, Target target) {
        Exporter exporter = table.exporterOf(raw.metric());
        String address = target.address() == null ? TargetLabels.address(raw) : target.address();
        String node = node(raw, exporter, target, address);
        if (node == null) {
            return new Resolution.Refused(
                    RefusalReason.NO_NODE, "no label and no target names the node of " + Samples.shown(raw.metric()));
        }
        if (!allowed.test(node)) {
            return new Resolution.Refused(
                    RefusalReason.FORBIDDEN_NODE,
                    Samples.shown(raw.metric()) + ": its sender may not send for node " + Samples.shown(node));
        }
        String source = exporter.name() + ' ' + (address == null ? node : address + target.path());
        SeriesKey key = new SeriesKey(
                node, source, device(raw, exporter.labels()), raw.metric(), SeriesKey.identity(raw, exporter, table));
        return find(key, raw, exporter);
    }

    private Resolution find(SeriesKey key, RawSeries raw, Exporter exporter) {
        NodeSeries node = nodes.get(key.node());
        if (node == null) {
            if (nodes.size() >= limits.nodes()) {
                return tooMany("there are more than " + limits.nodes() + " nodes");
            }
            node = new NodeSeries();
            nodes.put(key.node(), node);
        }
        ReadingSeries known = node.series.get(key);
        if (known != null) {
            return known;
        }
        if (node.series.size() >= limits.seriesPerNode()) {
            return tooMany("node " + key.node() + " has more than " + limits.seriesPerNode() + " series");
        }
        if (found >= limits.series() || chars >= limits.chars()) {
            return tooMany("there are more than " + limits.series() + " series, or than " + limits.chars()
                    + " characters in their labels");
        }
        return add(node, key, raw, exporter);
    }

    private Resolution add(NodeSeries node, SeriesKey key, RawSeries raw, Exporter exporter) {
        if (room.isFull()) {
            return tooMany("there is no memory for more series");
        }
        String ofSeries = key.seriesLabels();
        String others = key.otherLabels(raw, exporter, table);
        if (isTooLong(raw.metric()) || isTooLong(ofSeries) || isTooLong(others)) {
            return new Resolution.Refused(
                    RefusalReason.TOO_LONG, "the labels of a series must have at most " + MOST_TEXT + " characters");
        }
        long before = node.texts.chars();
        long bytesBefore = node.texts.bytes();
        SeriesKey kept = key.with(node.texts::of);
        ReadingSeries added = new ReadingSeries(
                found++,
                kept,
                exporter,
                ReadingSeries.Meaning.of(rule(raw, exporter), raw.kind(), raw.metric()),
                new ReadingSeries.Labels(
                        shared(node, ofSeries), shared(node, others), DeviceNames.of(raw, exporter.labels())));
        node.series.put(kept, added);
        chars += node.texts.chars() - before;
        room.take(SERIES_BYTES + node.texts.bytes() - bytesBefore);
        return added;
    }

    private static @Nullable String shared(NodeSeries node, @Nullable String text) {
        return text == null ? null : node.texts.of(text);
    }

    private static Resolution tooMany(String why) {
        return new Resolution.Refused(RefusalReason.TOO_MANY_SERIES, why);
    }

    private static boolean isTooLong(@Nullable String text) {
        return text != null && text.length() > MOST_TEXT;
    }

    /** The quantity of a series; none for a part of a device whose whole another part speaks for. */
    private @Nullable MetricRule rule(RawSeries raw, Exporter exporter) {
        String speaker = exporter.labels().speaker();
        String instance = ExporterLabels.first(exporter.labels().instance(), raw);
        return speaker == null || instance == null || speaker.equals(instance) ? table.rule(exporter, raw) : null;
    }

    private static @Nullable String device(RawSeries raw, ExporterLabels labels) {
        String device = ExporterLabels.first(labels.device(), raw);
        String instance = ExporterLabels.first(labels.instance(), raw);
        return device == null || instance == null || instance.equals(labels.speaker())
                ? device
                : device + '/' + instance;
    }

    private @Nullable String node(RawSeries raw, Exporter exporter, Target target, @Nullable String address) {
        String said = NodeName.of(target.node());
        if (said != null) {
            return said;
        }
        String own = firstName(exporter.labels().node(), raw);
        if (own != null) {
            return own;
        }
        String label = firstName(table.node(), raw);
        if (label != null) {
            return label;
        }
        if (address == null) {
            return null;
        }
        String host = NodeName.of(NodeName.host(address));
        return host == null ? NodeName.of(target.machine()) : host;
    }

    /** The name of the node in the first of some labels that has one; null for none. */
    private static @Nullable String firstName(List<String> labels, RawSeries raw) {
        for (String label : labels) {
            String name = NodeName.of(raw.label(label));
            if (name != null) {
                return name;
            }
        }
        return null;
    }
}
