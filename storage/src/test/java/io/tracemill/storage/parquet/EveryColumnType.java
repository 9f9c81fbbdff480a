package io.tracemill.storage.parquet;

import io.tracemill.schemas.TelemetryBatch;
import io.tracemill.schemas.Topic;
import io.tracemill.schemas.flat.StringTable;
import io.tracemill.storage.rows.Column;
import io.tracemill.storage.rows.ColumnSource;
import io.tracemill.storage.rows.ColumnType;
import io.tracemill.storage.rows.Dataset;
import io.tracemill.storage.rows.HivePartition;
import io.tracemill.storage.rows.Rows;
import io.tracemill.storage.rows.ValuePattern;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.jspecify.annotations.Nullable;

/**
 * A dataset with columns of every type, source and pattern, and random records of it. The same seed gives the same
 * records.
 */
final class EveryColumnType {

    private static final Schema STRUCT = SchemaBuilder.record("s")
            .fields()
            .requiredLong("a")
            .optionalString("b")
            .name("c")
            .type()
            .unionOf()
            .nullType()
            .and()
            .array()
            .items()
            .stringType()
            .endUnion()
            .noDefault()
            .endRecord();

    private static final ColumnType STRUCT_TYPE = new ColumnType.Struct(List.of(
            new ColumnType.Field("a", ColumnType.Primitive.INT64, false),
            new ColumnType.Field("b", ColumnType.Primitive.STRING, true),
            new ColumnType.Field("c", new ColumnType.ListOf(ColumnType.Primitive.STRING), true)));

    private static final List<ColumnType> NESTED = List.of(
            new ColumnType.MapOf(ColumnType.Primitive.DOUBLE),
            new ColumnType.ListOf(STRUCT_TYPE),
            new ColumnType.ListOf(new ColumnType.ListOf(ColumnType.Primitive.INT32)),
            new ColumnType.MapOf(new ColumnType.MapOf(ColumnType.Primitive.BOOLEAN)),
            STRUCT_TYPE);

    /** A value of a row, with its index in the strings of the record. */
    record Cell(@Nullable Object value, int index) {

        /** The value in UTF-8, with a byte before and after it. */
        byte @Nullable [] utf8() {
            return value == null ? null : (">" + value + "<").getBytes(StandardCharsets.UTF_8);
        }
    }

    /** A record: the values that its rows share, its strings, and its rows. */
    record Batch(TelemetryBatch said, List<String> strings, List<List<Cell>> rows) {

        Rows<TelemetryBatch, List<Cell>> asRows() {
            return Rows.of(said, new HivePartition("r", "2026-03-01"), StringTable.of(strings), rows);
        }

        List<List<@Nullable Object>> values() {
            List<List<@Nullable Object>> values = new ArrayList<>();
            for (List<Cell> row : rows) {
                List<@Nullable Object> cells = new ArrayList<>();
                cells.add(said.getNode());
                cells.add(orNull(said));
                row.forEach(cell -> cells.add(cell.value()));
                values.add(cells);
            }
            return values;
        }
    }

    private final Random random;
    private final List<Function<List<String>, Cell>> cells = new ArrayList<>();
    private final List<Column<TelemetryBatch, List<Cell>>> columns = new ArrayList<>();

    EveryColumnType(long seed) {
        this.random = new Random(seed);
        columns.add(new Column<>(
                "node",
                ColumnType.Primitive.STRING,
                false,
                ValuePattern.REPEATING,
                new ColumnSource.OfRecord<>(TelemetryBatch::getNode),
                Set.of()));
        columns.add(new Column<>(
                "source",
                ColumnType.Primitive.STRING,
                true,
                ValuePattern.SEQUENTIAL,
                new ColumnSource.OfRecord<>(EveryColumnType::orNull),
                Set.of()));
        for (ValuePattern pattern : ValuePattern.values()) {
            for (boolean optional : List.of(false, true)) {
                addPrimitives(pattern, optional);
            }
        }
        for (ColumnType type : NESTED) {
            for (boolean optional : List.of(false, true)) {
                add(type, optional, ValuePattern.REPEATING, this::ofRow, strings -> value(type));
            }
        }
    }

    private void addPrimitives(ValuePattern pattern, boolean optional) {
        for (ColumnType.Primitive primitive : ColumnType.Primitive.values()) {
            add(primitive, optional, pattern, this::ofRow, strings -> value(primitive));
            if (primitive == ColumnType.Primitive.STRING) {
                add(primitive, optional, pattern, this::ofTable, this::ofStrings);
                add(primitive, optional, pattern, this::ofUtf8, strings -> value(primitive));
            } else {
                add(primitive, optional, pattern, this::ofNumbers, strings -> value(primitive));
            }
        }
    }

    private void add(
            ColumnType type,
            boolean optional,
            ValuePattern pattern,
            Function<Integer, ColumnSource<TelemetryBatch, List<Cell>>> source,
            Function<List<String>, Object> value) {
        int position = cells.size();
        columns.add(new Column<>("c" + position, type, optional, pattern, source.apply(position), Set.of()));
        cells.add(strings -> {
            if (optional && random.nextInt(3) == 0) {
                return new Cell(null, -1);
            }
            Object one = value.apply(strings);
            return new Cell(one, strings.indexOf(one));
        });
    }

    private ColumnSource<TelemetryBatch, List<Cell>> ofRow(int position) {
        return new ColumnSource.OfRow<>((batch, row) -> row.get(position).value());
    }

    private ColumnSource<TelemetryBatch, List<Cell>> ofTable(int position) {
        return new ColumnSource.Texts<>(Rows::strings, row -> row.get(position).index());
    }

    private ColumnSource<TelemetryBatch, List<Cell>> ofUtf8(int position) {
        return new ColumnSource.Utf8<>(row -> row.get(position).utf8(), row -> 1, row -> {
            byte[] utf8 = row.get(position).utf8();
            return utf8 == null ? 0 : utf8.length - 2;
        });
    }

    private ColumnSource<TelemetryBatch, List<Cell>> ofNumbers(int position) {
        return new ColumnSource.Numbers<>(row -> row.get(position).value() != null, row -> bits(row.get(position)));
    }

    private static long bits(Cell cell) {
        Object value = cell.value();
        if (value instanceof Boolean truth) {
            return truth ? 1 : 0;
        }
        if (value instanceof Double number) {
            return Double.doubleToRawLongBits(number);
        }
        return value instanceof Number number ? number.longValue() : 0;
    }

    Dataset<TelemetryBatch, List<Cell>> dataset() {
        return new Dataset<>(
                "everything",
                Topic.FLEET_TELEMETRY,
                TelemetryBatch.class,
                columns,
                () -> {
                    throw new UnsupportedOperationException("not read from bytes");
                },
                sink -> {
                    throw new UnsupportedOperationException("not put together again");
                });
    }

    /** A record with at most {@code mostRows} rows, possibly none. */
    Batch next(int mostRows) {
        TelemetryBatch said = new TelemetryBatch();
        said.setNode(text());
        said.setSource(random.nextBoolean() ? "" : text());
        List<String> strings = new ArrayList<>();
        for (int i = random.nextInt(1, 6); i > 0; i--) {
            strings.add(text());
        }
        List<List<Cell>> rows = new ArrayList<>();
        for (int i = random.nextInt(mostRows + 1); i > 0; i--) {
            rows.add(cells.stream().map(cell -> cell.apply(strings)).toList());
        }
        return new Batch(said, strings, rows);
    }

    /** The source, where an empty one stands for none: no record of telemetry has a text that may be null. */
    private static @Nullable String orNull(TelemetryBatch said) {
        return said.getSource().isEmpty() ? null : said.getSource();
    }

    private Object ofStrings(List<String> strings) {
        return strings.get(random.nextInt(strings.size()));
    }

    private Object value(ColumnType type) {
        if (type instanceof ColumnType.Primitive primitive) {
            return switch (primitive) {
                case BOOLEAN -> random.nextInt(4) == 0;
                case INT32 -> (int) number();
                case INT64, TIMESTAMP_MICROS -> number();
                case DOUBLE -> decimal();
                case STRING -> text();
            };
        }
        if (type instanceof ColumnType.ListOf list) {
            List<Object> values = new ArrayList<>();
            for (int i = random.nextInt(4); i > 0; i--) {
                values.add(value(list.element()));
            }
            return values;
        }
        if (type instanceof ColumnType.MapOf map) {
            Map<String, Object> values = new LinkedHashMap<>();
            for (int i = random.nextInt(4); i > 0; i--) {
                values.put("key" + i, value(map.value()));
            }
            return values;
        }
        GenericData.Record struct = new GenericData.Record(STRUCT);
        struct.put("a", number());
        struct.put("b", random.nextBoolean() ? null : text());
        struct.put("c", random.nextBoolean() ? null : value(new ColumnType.ListOf(ColumnType.Primitive.STRING)));
        return struct;
    }

    private long number() {
        return switch (random.nextInt(8)) {
            case 0 -> random.nextLong();
            case 1 -> Long.MIN_VALUE;
            case 2 -> Long.MAX_VALUE;
            default -> random.nextInt(20);
        };
    }

    private double decimal() {
        return switch (random.nextInt(8)) {
            case 0 -> Double.NaN;
            case 1 -> -0.0;
            case 2 -> Double.NEGATIVE_INFINITY;
            case 3 -> random.nextGaussian();
            default -> random.nextInt(5);
        };
    }

    private String text() {
        return switch (random.nextInt(8)) {
            case 0 -> "";
            case 1 -> "\u00e9\u4e2d\ud83d\ude00" + random.nextInt(3);
            case 2 -> "aten::" + random.nextInt();
            case 3 -> "x".repeat(random.nextInt(40));
            default -> "text" + random.nextInt(6);
        };
    }
}
