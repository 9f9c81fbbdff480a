package io.tracemill.storage;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Random records of any Avro type. Each optional field is null now and then. The same seed gives the same records. */
public final class RandomRecords {

    private static final int STRINGS = 12;

    /** The fields that are indexes into the strings of their batch. */
    static final Set<String> INDEXES = Set.of(
            "name",
            "category",
            "process",
            "thread",
            "device",
            "stream",
            "grid",
            "block",
            "input_dims",
            "input_types",
            "input_strides",
            "concrete_inputs",
            "operator",
            "module",
            "parent",
            "launch_process",
            "launch_thread",
            "operation",
            "group",
            "element_type",
            "ranks",
            "metric",
            "quantity",
            "other_labels",
            "series_labels");

    private final Random random;

    public RandomRecords(long seed) {
        this.random = new Random(seed);
        io.tracemill.schemas.AvroSerde.of(io.tracemill.schemas.TraceInfo.class);
    }

    public <A extends SpecificRecord> A next(Class<A> type, String run, String date) {
        A record = type.cast(record(SpecificData.get().getSchema(type)));
        put("run", run, record);
        put("date", date, record);
        return record;
    }

    private static void put(String name, String value, SpecificRecord record) {
        Schema.Field field = record.getSchema().getField(name);
        if (field != null) {
            record.put(field.pos(), value);
        }
    }

    private Object record(Schema schema) {
        IndexedRecord record = (IndexedRecord) SpecificData.get().newRecord(null, schema);
        for (Schema.Field field : schema.getFields()) {
            record.put(field.pos(), field(field));
        }
        return record;
    }

    private @Nullable Object field(Schema.Field field) {
        Schema schema = field.schema();
        if (schema.isNullable()) {
            if (random.nextInt(3) == 0) {
                return null;
            }
            schema = schema.getTypes().get(1);
        }
        if (schema.getType() == Schema.Type.INT && INDEXES.contains(field.name())) {
            return random.nextInt(STRINGS);
        }
        return field.name().equals("strings") ? strings() : value(schema);
    }

    private List<String> strings() {
        List<String> strings = new ArrayList<>();
        for (int i = 0; i < STRINGS; i++) {
            strings.add("s" + i + "-\u00e9\u4e2d'\"");
        }
        return strings;
    }

    private Object value(Schema schema) {
        return switch (schema.getType()) {
            case BOOLEAN -> random.nextBoolean();
            case INT -> random.nextInt(100);
            case LONG -> 1_700_000_000_000_000_000L + random.nextInt(1_000_000_000);
            case DOUBLE -> random.nextDouble() * 100;
            case STRING -> "text" + random.nextInt(50);
            case ENUM ->
                SpecificData.get()
                        .createEnum(
                                schema.getEnumSymbols()
                                        .get(random.nextInt(
                                                schema.getEnumSymbols().size())),
                                schema);
            case ARRAY -> {
                List<Object> list = new ArrayList<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    list.add(value(schema.getElementType()));
                }
                yield list;
            }
            case MAP -> {
                Map<String, Object> map = new LinkedHashMap<>();
                for (int i = random.nextInt(4); i > 0; i--) {
                    map.put("key" + i, value(schema.getValueType()));
                }
                yield map;
            }
            case RECORD -> record(schema);
            default -> throw new IllegalArgumentException("no random " + schema);
        };
    }
}
