package io.tracemill.telemetry.series;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.tracemill.telemetry.quantity.Exporter;
import io.tracemill.telemetry.quantity.QuantityTable;
import io.tracemill.telemetry.sample.RawSeries;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What makes readings those of one series.
 *
 * @param source the exporter and its target
 * @param device device or device/instance; null for the node itself
 * @param labels names and values of the labels that tell the series of a metric apart, in turn
 */
record SeriesKey(String node, String source, @Nullable String device, String metric, List<String> labels) {

    private static final JsonFactory FACTORY = new JsonFactory();

    /** This key with other objects in the place of its texts, which are equal to them. */
    SeriesKey with(UnaryOperator<String> shared) {
        return new SeriesKey(
                shared.apply(node),
                shared.apply(source),
                device == null ? null : shared.apply(device),
                shared.apply(metric),
                labels.stream().map(shared).toList());
    }

    /** Of a series' labels, those that are part of its identity. */
    static List<String> identity(RawSeries raw, Exporter exporter, QuantityTable table) {
        List<String> kept = exporter.labels().identity();
        List<String> labels = new ArrayList<>();
        for (int i = 0; i < raw.names().size(); i++) {
            String name = raw.names().get(i);
            boolean own = kept == null
                    ? !table.carried().contains(name) && !isPlace(name, raw, exporter, table)
                    : kept.contains(name) || isBound(name);
            if (own) {
                labels.add(name);
                labels.add(raw.values().get(i));
            }
        }
        return labels.isEmpty() ? List.of() : labels;
    }

    /** The bound of a bucket and the rank of a quantile are part of what a metric is, whoever exports it. */
    private static boolean isBound(String label) {
        return label.equals("le") || label.equals("quantile");
    }

    private static boolean isPlace(String label, RawSeries raw, Exporter exporter, QuantityTable table) {
        return label.equals(TargetLabels.of(raw))
                || table.node().contains(label)
                || exporter.labels().node().contains(label)
                || exporter.labels().device().contains(label)
                || exporter.labels().instance().contains(label);
    }

    /** The labels that tell the series of the metric apart, as one JSON object; null for none. */
    @Nullable
    String seriesLabels() {
        return json(labels);
    }

    /** The labels beside those of the series, of its node, its device and its target, as one JSON object. */
    @Nullable
    String otherLabels(RawSeries raw, Exporter exporter, QuantityTable table) {
        List<String> others = new ArrayList<>();
        for (int i = 0; i < raw.names().size(); i++) {
            String name = raw.names().get(i);
            if (!isPlace(name, raw, exporter, table) && !isOfSeries(name)) {
                others.add(name);
                others.add(raw.values().get(i));
            }
        }
        return json(others);
    }

    private boolean isOfSeries(String label) {
        for (int i = 0; i < labels.size(); i += 2) {
            if (labels.get(i).equals(label)) {
                return true;
            }
        }
        return false;
    }

    /** Names and values in turn as one JSON object; null for none. */
    private static @Nullable String json(List<String> labels) {
        if (labels.isEmpty()) {
            return null;
        }
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            json.writeStartObject();
            for (int i = 0; i < labels.size(); i += 2) {
                json.writeStringField(labels.get(i), labels.get(i + 1));
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }
}
