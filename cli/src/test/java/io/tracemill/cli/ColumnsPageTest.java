package io.tracemill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.schemas.Span;
import io.tracemill.schemas.SpanBatch;
import io.tracemill.schemas.TelemetryBatch;
import io.tracemill.schemas.TraceEvent;
import io.tracemill.storage.rows.Column;
import io.tracemill.storage.rows.ColumnType;
import io.tracemill.storage.rows.Dataset;
import io.tracemill.storage.rows.Datasets;
import io.tracemill.storage.rows.DerivedDataset;
import io.tracemill.storage.rows.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

/** The page of the columns is what the schemas say, and a name means one thing in all datasets. */
class ColumnsPageTest {

    private static final String HEAD = """
            # Columns

            Printed from the schemas by `ColumnsPageTest`.

            Every dataset also has the columns `run` and `date`, which are directories, but for `telemetry`, which has `date`
            alone. The unit of a column is at the end of its name. [definitions.md](definitions.md) says how the values are
            computed. A dot stands for a field of a struct, and `[]` for an element of a list.
            """;

    private static final Map<String, String> UNITS = units();

    private static Map<String, String> units() {
        Map<String, String> units = new TreeMap<>();
        units.put("_ns", "ns");
        units.put("_ms", "ms");
        units.put("_pct", "%");
        units.put("bytes", "bytes");
        units.put("_gb_per_s", "GB/s");
        units.put("tb_per_s", "TB/s");
        units.put("tflops_per_s", "TFLOP/s");
        units.put("flops_per_byte", "FLOP/byte");
        units.put("flops_per_second", "FLOP/s");
        units.put("flops", "FLOP");
        return units;
    }

    /**
     * What the page says of a value.
     *
     * @param name with the columns around it
     * @param meaning text of its field
     */
    private record Line(String name, String type, String meaning) {

        String unit() {
            if (name.matches("(.*\\.)?bytes_[a-z]+")) {
                return "bytes";
            }
            return UNITS.entrySet().stream()
                    .filter(unit -> name.endsWith(unit.getKey()))
                    .map(Map.Entry::getValue)
                    .findFirst()
                    .orElse("");
        }
    }

    @Test
    void theColumnsAreDocumentedAsTheyAre() throws IOException {
        StringBuilder page = new StringBuilder(HEAD);
        for (Table<?, ?> table : Datasets.tables()) {
            page.append("\n## `").append(table.name()).append("`\n\n").append(about(table));
            page.append("\n\n| column | type | unit | meaning |\n|---|---|---|---|\n");
            for (Line line : lines(table)) {
                page.append("| `")
                        .append(line.name)
                        .append("` | ")
                        .append(line.type)
                        .append(" | ");
                page.append(line.unit())
                        .append(" | ")
                        .append(line.meaning.replace("|", "\\|"))
                        .append(" |\n");
            }
        }
        Golden.assertSame(Path.of("../docs/columns.md"), page.toString());
    }

    @Test
    void everyColumnHasAMeaning() {
        assertThat(all().filter(line -> line.meaning.isEmpty())).isEmpty();
    }

    @Test
    void oneNameHasOneType() {
        Map<String, TreeSet<String>> types = new TreeMap<>();
        for (Table<?, ?> table : Datasets.tables()) {
            for (Column<?, ?> column : table.columns()) {
                types.computeIfAbsent(column.name(), name -> new TreeSet<>()).add(type(column.type()));
            }
        }
        types.values().removeIf(of -> of.size() == 1);
        assertThat(types).isEmpty();
    }

    @Test
    void theUnitOfTheTextIsTheUnitOfTheName() {
        assertThat(all().filter(line ->
                        line.meaning.contains("in percent") != line.unit().equals("%")))
                .isEmpty();
        assertThat(all().filter(line ->
                        line.meaning.matches(".*, in ns\\b.*") && !line.unit().equals("ns")))
                .isEmpty();
        assertThat(all().filter(line ->
                        line.meaning.contains(", in bytes") && !line.unit().equals("bytes")))
                .isEmpty();
        assertThat(all().filter(line -> line.name.matches("(.*[_.])?(percentage|percent|ratio|us|seconds|kb|mb)")))
                .isEmpty();
    }

    private static Stream<Line> all() {
        return Datasets.tables().stream().flatMap(table -> lines(table).stream());
    }

    private static String about(Table<?, ?> table) {
        return table instanceof Dataset<?, ?> dataset
                ? ColumnMeanings.ofRows(table.name(), dataset.topic().schema().getDoc())
                : "Derived from `" + ((DerivedDataset<?, ?, ?>) table).source().name() + "`.";
    }

    private static List<Line> lines(Table<?, ?> table) {
        Map<String, Schema.Field> fields = fields(table);
        List<Line> lines = new ArrayList<>();
        for (Column<?, ?> column : table.columns()) {
            Schema.Field field = fields.get(column.name());
            String meaning = ColumnMeanings.of(table.name(), column.name(), field == null ? "" : field.doc());
            add(lines, column.name(), column.type(), meaning + (field == null ? "" : values(field.schema())));
            if (field != null) {
                addFields(lines, column.name(), column.type(), field.schema());
            }
        }
        return lines;
    }

    private static void addFields(List<Line> lines, String name, ColumnType type, Schema schema) {
        Schema plain = plain(schema);
        if (type instanceof ColumnType.ListOf list) {
            addFields(lines, name + "[]", list.element(), plain.getElementType());
        } else if (type instanceof ColumnType.Struct struct) {
            for (ColumnType.Field part : struct.fields()) {
                Schema.Field field = plain.getField(part.name());
                add(lines, name + "." + part.name(), part.type(), field.doc() + values(field.schema()));
                addFields(lines, name + "." + part.name(), part.type(), field.schema());
            }
        }
    }

    /** The values that a column of an enumeration can have. */
    private static String values(Schema schema) {
        Schema plain = plain(schema);
        return plain.getType() == Schema.Type.ENUM ? " One of " + String.join(", ", plain.getEnumSymbols()) + "." : "";
    }

    private static void add(List<Line> lines, String name, ColumnType type, String meaning) {
        lines.add(new Line(name, type(type), meaning == null ? "" : meaning));
    }

    /** The fields that columns are named after; of the records of a trace, those of its events last. */
    private static Map<String, Schema.Field> fields(Table<?, ?> table) {
        Dataset<?, ?> dataset = table instanceof Dataset<?, ?> own ? own : ((DerivedDataset<?, ?, ?>) table).source();
        List<Schema> schemas = new ArrayList<>(List.of(dataset.topic().schema()));
        if (dataset.type().equals(SpanBatch.class)) {
            schemas.add(Span.getClassSchema());
            schemas.add(TraceEvent.getClassSchema());
            schemas.add(plain(TraceEvent.getClassSchema().getField("memory").schema()));
            schemas.add(plain(TraceEvent.getClassSchema().getField("collective").schema()));
        }
        if (dataset.type().equals(TelemetryBatch.class)) {
            schemas.add(
                    plain(dataset.topic().schema().getField("samples").schema()).getElementType());
        }
        Map<String, Schema.Field> fields = new HashMap<>();
        schemas.forEach(schema -> schema.getFields().forEach(field -> fields.putIfAbsent(field.name(), field)));
        return fields;
    }

    private static Schema plain(Schema schema) {
        return schema.isUnion()
                ? schema.getTypes().stream()
                        .filter(branch -> branch.getType() != Schema.Type.NULL)
                        .findFirst()
                        .orElseThrow()
                : schema;
    }

    private static String type(ColumnType type) {
        if (type instanceof ColumnType.ListOf list) {
            return "list of " + type(list.element());
        }
        if (type instanceof ColumnType.MapOf map) {
            return "map of " + type(map.value());
        }
        if (type instanceof ColumnType.Struct) {
            return "struct";
        }
        return switch ((ColumnType.Primitive) type) {
            case BOOLEAN -> "boolean";
            case INT32 -> "integer";
            case INT64 -> "bigint";
            case DOUBLE -> "double";
            case STRING -> "varchar";
            case TIMESTAMP_MICROS -> "timestamp";
        };
    }
}
