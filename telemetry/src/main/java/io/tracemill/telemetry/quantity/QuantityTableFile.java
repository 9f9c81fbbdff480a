package io.tracemill.telemetry.quantity;

import io.tracemill.schemas.ReadingKind;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Reads a table. Whatever it does not know, it refuses. */
final class QuantityTableFile {

    private static final Set<String> TABLE = Set.of("carried", "node", "quantities", "exporters");
    private static final Set<String> QUANTITY = Set.of("name", "unit", "kind", "meaning");
    private static final Set<String> METRIC = Set.of("metric", "quantity", "factor", "labels");
    private static final Set<String> EXPORTER = Set.of(
            "exporter",
            "told_by",
            "prefixes",
            "node",
            "device",
            "instance",
            "speaker",
            "identity",
            "blanks",
            "metrics");

    private final String name;

    private QuantityTableFile(String name) {
        this.name = name;
    }

    static QuantityTable read(InputStream in, String name, QuantityTable base) throws IOException {
        return new QuantityTableFile(name).table(JsonTree.read(in, name), base);
    }

    private QuantityTable table(Object tree, QuantityTable base) throws QuantityTableException {
        TableObject table = TableObject.of(name, tree, TABLE);
        List<Quantity> quantities = new ArrayList<>();
        for (Object quantity : table.list("quantities")) {
            quantities.add(quantity(quantity, quantities.size()));
        }
        Map<String, Quantity> known = base.withQuantities(quantities);
        List<Exporter> exporters = new ArrayList<>();
        for (Object exporter : table.list("exporters")) {
            exporters.add(exporter(exporter, exporters.size(), known));
        }
        Set<String> carried = new HashSet<>(base.carried());
        carried.addAll(table.texts("carried"));
        Set<String> node = new LinkedHashSet<>(base.node());
        node.addAll(table.texts("node"));
        return new QuantityTable(carried, List.copyOf(node), known, base.withExporters(exporters));
    }

    private Quantity quantity(Object value, int number) throws QuantityTableException {
        String where = name + ": quantity " + (number + 1);
        TableObject quantity = TableObject.of(where, value, QUANTITY);
        String kind = quantity.text("kind").toUpperCase(Locale.ROOT);
        if (!kind.equals("GAUGE") && !kind.equals("COUNTER")) {
            throw new QuantityTableException(where + ": \"kind\" must be gauge or counter");
        }
        return new Quantity(
                quantity.text("name"), quantity.text("unit"), ReadingKind.valueOf(kind), quantity.text("meaning"));
    }

    private Exporter exporter(Object value, int number, Map<String, Quantity> known) throws QuantityTableException {
        TableObject exporter = TableObject.of(name + ": exporter " + (number + 1), value, EXPORTER);
        String where = name + ": exporter " + exporter.text("exporter");
        if (exporter.texts("told_by").isEmpty() && exporter.list("metrics").isEmpty()) {
            throw new QuantityTableException(where + ": \"told_by\" or \"metrics\" must say what its metrics are");
        }
        ExporterLabels labels = new ExporterLabels(
                exporter.texts("node"),
                exporter.texts("device"),
                exporter.texts("instance"),
                exporter.textOrNull("speaker"),
                exporter.has("identity") ? exporter.texts("identity") : null);
        return new Exporter(
                exporter.text("exporter"),
                exporter.texts("told_by"),
                exporter.texts("prefixes"),
                labels,
                new Exporter.Metrics(blanks(where, exporter.list("blanks")), rules(where, exporter, known)));
    }

    private static List<Exporter.Blank> blanks(String where, List<?> values) throws QuantityTableException {
        List<Exporter.Blank> blanks = new ArrayList<>();
        for (Object value : values) {
            if (!(value instanceof List<?> range)
                    || range.size() != 2
                    || !(range.get(0) instanceof Double low)
                    || !(range.get(1) instanceof Double high)
                    || low > high) {
                throw new QuantityTableException(where + ": \"blanks\" must be a list of pairs of numbers");
            }
            blanks.add(new Exporter.Blank(low, high));
        }
        return List.copyOf(blanks);
    }

    private static Map<String, List<MetricRule>> rules(String where, TableObject exporter, Map<String, Quantity> known)
            throws QuantityTableException {
        Map<String, List<MetricRule>> rules = new LinkedHashMap<>();
        for (Object value : exporter.list("metrics")) {
            TableObject metric = TableObject.of(where + ": metrics", value, METRIC);
            Quantity quantity = known.get(metric.text("quantity"));
            double factor = metric.number("factor", 1);
            if (quantity == null) {
                throw new QuantityTableException(where + ": no quantity is named " + metric.text("quantity"));
            }
            if (!(factor > 0) || Double.isInfinite(factor)) {
                throw new QuantityTableException(where + ": \"factor\" must be above 0");
            }
            rules.computeIfAbsent(metric.text("metric"), name -> new ArrayList<>())
                    .add(new MetricRule(metric.text("metric"), metric.map("labels"), quantity, factor));
        }
        return rules;
    }
}
