package io.tracemill.telemetry.quantity;

import io.tracemill.telemetry.sample.RawSeries;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The quantities, and the exporters that read them. Immutable. */
public final class QuantityTable {

    private static final String RESOURCE = "quantities.json";

    private static final Exporter UNKNOWN = new Exporter(
            "unknown", List.of(), List.of(), ExporterLabels.UNKNOWN, new Exporter.Metrics(List.of(), Map.of()));

    private final Set<String> carried;
    private final List<String> node;
    private final Map<String, Quantity> quantities;
    private final List<Exporter> exporters;

    QuantityTable(Set<String> carried, List<String> node, Map<String, Quantity> quantities, List<Exporter> exporters) {
        this.carried = Set.copyOf(carried);
        this.node = List.copyOf(node);
        this.quantities = Collections.unmodifiableMap(new LinkedHashMap<>(quantities));
        this.exporters = List.copyOf(exporters);
    }

    /** The table that the program has. */
    public static QuantityTable own() {
        QuantityTable none = new QuantityTable(Set.of(), List.of(), Map.of(), List.of());
        try (InputStream in = Objects.requireNonNull(QuantityTable.class.getResourceAsStream(RESOURCE))) {
            return QuantityTableFile.read(in, RESOURCE, none);
        } catch (IOException e) {
            throw new IllegalStateException(RESOURCE + " cannot be read", e);
        }
    }

    /**
     * This table with what a file adds. A quantity or exporter that the file names again is that of the file.
     *
     * @throws QuantityTableException if the file is not a table
     */
    public QuantityTable extendedBy(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return QuantityTableFile.read(in, file.toString(), this);
        }
    }

    /** The quantities, in the order of the table. */
    public Collection<Quantity> quantities() {
        return quantities.values();
    }

    /** The exporters, in the order in which they are tried. */
    public List<Exporter> exporters() {
        return exporters;
    }

    /** Labels that say for whom a device works or who reads it; never part of a series' identity. */
    public Set<String> carried() {
        return carried;
    }

    /** Labels with the name of the node, whatever the exporter: they come after its own. */
    public List<String> node() {
        return node;
    }

    /**
     * The exporter of a metric: the first with a rule for it, else the first whose metrics begin so, else one that is
     * named {@code unknown}.
     */
    public Exporter exporterOf(String metric) {
        for (Exporter exporter : exporters) {
            if (exporter.rules(metric)) {
                return exporter;
            }
        }
        for (Exporter exporter : exporters) {
            if (exporter.tells(metric)) {
                return exporter;
            }
        }
        return UNKNOWN;
    }

    /**
     * The rule for a series of an exporter: one of its own, else, for a metric of which it has none, the quantity that
     * has the metric's name; null for none.
     */
    public @Nullable MetricRule rule(Exporter exporter, RawSeries series) {
        if (exporter.rules(series.metric())) {
            return exporter.rule(series);
        }
        Quantity named = quantities.get(series.metric());
        return named == null ? null : new MetricRule(series.metric(), Map.of(), named, 1);
    }

    /** Values by name, in which those that are added win. */
    Map<String, Quantity> withQuantities(List<Quantity> added) {
        Map<String, Quantity> all = new LinkedHashMap<>(quantities);
        added.forEach(quantity -> all.put(quantity.name(), quantity));
        return all;
    }

    /** Those that are added, then these without those of the same names. */
    List<Exporter> withExporters(List<Exporter> added) {
        Set<String> names = Set.copyOf(added.stream().map(Exporter::name).toList());
        List<Exporter> all = new ArrayList<>(added);
        exporters.stream().filter(exporter -> !names.contains(exporter.name())).forEach(all::add);
        return all;
    }
}
