package io.tracemill.storage.rows;

import io.tracemill.schemas.AvroSerde;
import io.tracemill.schemas.TraceInfo;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** Conversions between Avro and columns: of schemas to column types, and of values as read back to Avro values. */
final class AvroValues {

    static {
        // Making a serde is what tells Avro to trust the generated types, which it otherwise refuses to load.
        AvroSerde.of(TraceInfo.class);
    }

    private AvroValues() {}

    /** The column type of a schema's values, whether they may be null or not. */
    static ColumnType columnType(Schema schema) {
        Schema type = nonNull(schema);
        return switch (type.getType()) {
            case BOOLEAN -> ColumnType.Primitive.BOOLEAN;
            case INT -> ColumnType.Primitive.INT32;
            case LONG -> ColumnType.Primitive.INT64;
            case DOUBLE -> ColumnType.Primitive.DOUBLE;
            case STRING, ENUM -> ColumnType.Primitive.STRING;
            case ARRAY -> new ColumnType.ListOf(columnType(type.getElementType()));
            case MAP -> new ColumnType.MapOf(columnType(type.getValueType()));
            case RECORD ->
                new ColumnType.Struct(type.getFields().stream()
                        .map(field -> new ColumnType.Field(
                                field.name(),
                                columnType(field.schema()),
                                field.schema().isNullable()))
                        .toList());
            case FLOAT, BYTES, FIXED, UNION, NULL ->
                throw new IllegalArgumentException("no column holds a value of schema " + type);
        };
    }

    /** The value of a field, by its name; null if there is none. */
    @FunctionalInterface
    interface FieldValues {
        @Nullable
        Object get(String field);
    }

    /** A record from its values by field name; a field without a value gets its default. */
    static <A extends SpecificRecord> A record(Class<A> type, FieldValues values) {
        return type.cast(record(SpecificData.get().getSchema(type), values));
    }

    private static SpecificRecord record(Schema schema, FieldValues values) {
        SpecificRecord result = (SpecificRecord) SpecificData.get().newRecord(null, schema);
        for (Schema.Field field : schema.getFields()) {
            Object value = named(field, values);
            result.put(field.pos(), value == null ? absent(field) : value(field.schema(), value));
        }
        return result;
    }

    /** The value of a field, under an older name if it has none under its own. */
    private static @Nullable Object named(Schema.Field field, FieldValues values) {
        Object value = values.get(field.name());
        for (String older : field.aliases()) {
            value = value == null ? values.get(older) : value;
        }
        return value;
    }

    private static @Nullable Object absent(Schema.Field field) {
        return field.schema().isNullable() ? null : SpecificData.get().getDefaultValue(field);
    }

    private static Object value(Schema schema, Object value) {
        Schema type = nonNull(schema);
        return switch (type.getType()) {
            case ENUM -> SpecificData.get().createEnum((String) value, type);
            case ARRAY -> {
                List<Object> list = new ArrayList<>();
                ((List<?>) value).forEach(element -> list.add(value(type.getElementType(), element)));
                yield list;
            }
            case MAP -> {
                Map<String, Object> map = new LinkedHashMap<>();
                ((Map<?, ?>) value).forEach((key, item) -> map.put((String) key, value(type.getValueType(), item)));
                yield map;
            }
            case RECORD -> record(type, ((Map<?, ?>) value)::get);
            case BOOLEAN, INT, LONG, FLOAT, DOUBLE, STRING, BYTES, FIXED, UNION, NULL -> value;
        };
    }

    /** A schema, without that its values may be null. */
    static Schema nonNull(Schema schema) {
        if (schema.getType() != Schema.Type.UNION) {
            return schema;
        }
        for (Schema branch : schema.getTypes()) {
            if (branch.getType() != Schema.Type.NULL) {
                return branch;
            }
        }
        throw new IllegalArgumentException("a schema must have values that are not null but was " + schema);
    }
}
