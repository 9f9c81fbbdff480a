package io.tracemill.storage.parquet;

import io.tracemill.schemas.TelemetryBatch;
import io.tracemill.schemas.Topic;
import io.tracemill.schemas.flat.StringTable;
import io.tracemill.storage.rows.Column;
import io.tracemill.storage.rows.Dataset;
import io.tracemill.storage.rows.Partition;
import io.tracemill.storage.rows.Rows;
import io.tracemill.storage.rows.Shape;
import io.tracemill.storage.rows.Source;
import io.tracemill.storage.rows.Spread;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.jspecify.annotations.Nullable;

/** A dataset with columns of every shape, source and spread; and random records of it, the same for the same seed. */
final class Everything {

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

    private static final Shape STRUCT_SHAPE = new Shape.Struct(List.of(
            new Shape.Field("a", Shape.Primitive.INT64, false),
            new Shape.Field("b", Shape.Primitive.STRING, true),
            new Shape.Field("c", new Shape.ListOf(Shape.Primitive.STRING), true)));

    private static final List<Shape> NESTED = List.of(
            new Shape.MapOf(Shape.Primitive.DOUBLE),
            new Shape.ListOf(STRUCT_SHAPE),
            new Shape.ListOf(new Shape.ListOf(Shape.Primitive.INT32)),
            new Shape.MapOf(new Shape.MapOf(Shape.Primitive.BOOLEAN)),
            STRUCT_SHAPE);

    /** A value of a row, and where it is in the strings of the record. */
    record Cell(@Nullable Object value, int index) {

        /** A string in UTF-8 between two other bytes. */
        byte @Nullable [] utf8() {
            return value == null ? null : (">" + value + "<").getBytes(StandardCharsets.UTF_8);
        }
    }

    /** A record: what it says once, its strings, and its rows. */
    record Batch(TelemetryBatch said, List<String> strings, List<List<Cell>> rows) {

        Rows<TelemetryBatch, List<Cell>> asRows() {
            return Rows.of(said, new Partition("r", "2026-03-01"), StringTable.of(strings), rows);
        }

        List<List<@Nullable Object>> values() {
            List<List<@Nullable Object>> values = new ArrayList<>();
            for (List<Cell> row : rows) {
                List<@Nullable Object> cells = new ArrayList<>();
                cells.add(said.getNode());
                cells.add(said.getDevice());
                row.forEach(cell -> cells.add(cell.value()));
                values.add(cells);
            }
            return values;
        }
    }

    private final Random random;
    private final List<Function<List<String>, Cell>> cells = new ArrayList<>();
    private final List<Column<TelemetryBatch, List<Cell>>> columns = new ArrayList<>();

    Everything(long seed) {
        this.random = new Random(seed);
        columns.add(new Column<>(
                "node",
                Shape.Primitive.STRING,
                false,
                Spread.REPEATING,
                new Source.OfRecord<>(TelemetryBatch::getNode)));
        columns.add(new Column<>(
                "device",
                Shape.Primitive.STRING,
                true,
                Spread.SEQUENTIAL,
                new Source.OfRecord<>(TelemetryBatch::getDevice)));
        for (Spread spread : Spread.values()) {
            for (boolean optional : List.of(false, true)) {
                addPrimitives(spread, optional);
            }
        }
        for (Shape shape : NESTED) {
            for (boolean optional : List.of(false, true)) {
                add(shape, optional, Spread.REPEATING, this::ofRow, strings -> value(shape));
            }
        }
    }

    private void addPrimitives(Spread spread, boolean optional) {
        for (Shape.Primitive primitive : Shape.Primitive.values()) {
            add(primitive, optional, spread, this::ofRow, strings -> value(primitive));
            if (primitive == Shape.Primitive.STRING) {
                add(primitive, optional, spread, this::ofTable, this::ofStrings);
                add(primitive, optional, spread, this::ofUtf8, strings -> value(primitive));
            } else {
                add(primitive, optional, spread, this::ofNumbers, strings -> value(primitive));
            }
        }
    }

    private void add(
            Shape shape,
            boolean optional,
            Spread spread,
            Function<Integer, Source<TelemetryBatch, List<Cell>>> source,
            Function<List<String>, Object> value) {
        int position = cells.size();
        columns.add(new Column<>("c" + position, shape, optional, spread, source.apply(position)));
        cells.add(strings -> {
            if (optional && random.nextInt(3) == 0) {
                return new Cell(null, -1);
            }
            Object one = value.apply(strings);
            return new Cell(one, strings.indexOf(one));
        });
    }

    private Source<TelemetryBatch, List<Cell>> ofRow(int position) {
        return new Source.OfRow<>((batch, row) -> row.get(position).value());
    }

    private Source<TelemetryBatch, List<Cell>> ofTable(int position) {
        return new Source.Texts<>(Rows::strings, row -> row.get(position).index());
    }

    private Source<TelemetryBatch, List<Cell>> ofUtf8(int position) {
        return new Source.Utf8<>(row -> row.get(position).utf8(), row -> 1, row -> {
            byte[] utf8 = row.get(position).utf8();
            return utf8 == null ? 0 : utf8.length - 2;
        });
    }

    private Source<TelemetryBatch, List<Cell>> ofNumbers(int position) {
        return new Source.Numbers<>(row -> row.get(position).value() != null, row -> bits(row.get(position)));
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

    /** A record of up to so many rows, possibly none. */
    Batch next(int mostRows) {
        TelemetryBatch said = new TelemetryBatch();
        said.setNode(text());
        said.setDevice(random.nextBoolean() ? null : text());
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

    private Object ofStrings(List<String> strings) {
        return strings.get(random.nextInt(strings.size()));
    }

    private Object value(Shape shape) {
        if (shape instanceof Shape.Primitive primitive) {
            return switch (primitive) {
                case BOOLEAN -> random.nextInt(4) == 0;
                case INT32 -> (int) number();
                case INT64, TIMESTAMP_MICROS -> number();
                case DOUBLE -> decimal();
                case STRING -> text();
            };
        }
        if (shape instanceof Shape.ListOf list) {
            List<Object> values = new ArrayList<>();
            for (int i = random.nextInt(4); i > 0; i--) {
                values.add(value(list.element()));
            }
            return values;
        }
        if (shape instanceof Shape.MapOf map) {
            Map<String, Object> values = new LinkedHashMap<>();
            for (int i = random.nextInt(4); i > 0; i--) {
                values.put("key" + i, value(map.value()));
            }
            return values;
        }
        GenericData.Record struct = new GenericData.Record(STRUCT);
        struct.put("a", number());
        struct.put("b", random.nextBoolean() ? null : text());
        struct.put("c", random.nextBoolean() ? null : value(new Shape.ListOf(Shape.Primitive.STRING)));
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
