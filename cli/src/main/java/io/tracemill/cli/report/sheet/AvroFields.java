package io.tracemill.cli.report.sheet;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/**
 * Fields of an Avro record, derived from its schema: the meaning is the field's doc, the unit follows from the name.
 * The fields of a nested record are {@code outer.inner}. Lists of records are left out, because they are sheets of
 * their own.
 */
public final class AvroFields {

    private static final Set<String> INSTANTS = Set.of("start_ns", "first_ns", "last_ns", "base_time_ns");
    private static final Set<String> NAMING = Set.of("rank", "step");

    private AvroFields() {}

    /** Fields of a record, which may be absent from a row. */
    public static <R> Fields<R> of(Schema schema, Field.Value<R> record) {
        return of(schema, "", "", record);
    }

    private static <R> Fields<R> of(Schema schema, String prefix, String about, Field.Value<R> record) {
        Fields<R> fields = Fields.none();
        for (Schema.Field field : schema.getFields()) {
            Schema type = valueOf(field.schema());
            String key = prefix + field.name();
            Field.Value<R> value = row -> record.of(row) instanceof IndexedRecord of ? of.get(field.pos()) : null;
            if (type.getType() == Schema.Type.RECORD) {
                fields = fields.with(of(type, key + ".", isOneOfSeveral(type, schema) ? field.doc() : "", value));
            } else if (!isListOfRecords(type)) {
                fields = fields.with(field(key, meaning(about, field.doc()), type, value));
            }
        }
        return fields;
    }

    /** True if several fields are records of this type, so that a meaning must say which record it is about. */
    private static boolean isOneOfSeveral(Schema record, Schema outer) {
        return outer.getFields().stream()
                        .filter(field -> valueOf(field.schema()).equals(record))
                        .count()
                > 1;
    }

    /** Meaning of a field, after the meaning of the record that it is in. */
    private static String meaning(String about, String doc) {
        return about.isEmpty()
                ? doc
                : about.replaceFirst("\\.$", ": ") + doc.substring(0, 1).toLowerCase(Locale.ROOT) + doc.substring(1);
    }

    private static <R> Field<R> field(String key, String meaning, Schema type, Field.Value<R> value) {
        return switch (type.getType()) {
            case ARRAY ->
                new Field<>(key, unit(key, type.getElementType()), Shape.LIST, meaning, row -> list(value.of(row)));
            case MAP -> new Field<>(key, unit(key, type.getValueType()), Shape.MAP, meaning, row -> map(value.of(row)));
            case ENUM -> new Field<>(key, Unit.TEXT, Shape.ONE, meaning + oneOf(type), row -> text(value.of(row)));
            default -> new Field<>(key, unit(key, type), Shape.ONE, meaning, row -> scalar(value.of(row)));
        };
    }

    private static Unit unit(String key, Schema type) {
        return switch (type.getType()) {
            case STRING -> Unit.TEXT;
            case BOOLEAN -> Unit.FLAG;
            case INT, LONG, DOUBLE -> unit(key.substring(key.lastIndexOf('.') + 1), type.getType());
            default ->
                throw new IllegalArgumentException("a field must be a text, flag or number but " + key + " is " + type);
        };
    }

    private static Unit unit(String name, Schema.Type type) {
        if (INSTANTS.contains(name)) {
            return Unit.INSTANT;
        }
        for (Unit unit : List.of(
                Unit.TIME, Unit.EPOCH_MS, Unit.BYTES, Unit.PERCENT, Unit.GB_PER_S, Unit.TB_PER_S, Unit.TFLOPS_PER_S)) {
            if (unit.isIn(name)) {
                return unit;
            }
        }
        boolean names = NAMING.contains(name.substring(name.lastIndexOf('_') + 1));
        return names || type == Schema.Type.DOUBLE ? Unit.NUMBER : Unit.COUNT;
    }

    private static String oneOf(Schema type) {
        return " One of " + String.join(", ", type.getEnumSymbols()) + ".";
    }

    private static Schema valueOf(Schema type) {
        return type.getType() != Schema.Type.UNION
                ? type
                : type.getTypes().stream()
                        .filter(some -> some.getType() != Schema.Type.NULL)
                        .findFirst()
                        .orElseThrow();
    }

    private static boolean isListOfRecords(Schema type) {
        return type.getType() == Schema.Type.ARRAY && type.getElementType().getType() == Schema.Type.RECORD;
    }

    private static @Nullable Object scalar(@Nullable Object value) {
        return value instanceof Number || value instanceof Boolean ? value : text(value);
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }

    private static @Nullable List<Object> list(@Nullable Object value) {
        if (!(value instanceof List<?> items)) {
            return null;
        }
        List<Object> list = new ArrayList<>();
        items.forEach(item -> list.add(item instanceof Number ? item : item.toString()));
        return List.copyOf(list);
    }

    private static @Nullable Map<String, Object> map(@Nullable Object value) {
        if (!(value instanceof Map<?, ?> entries)) {
            return null;
        }
        Map<String, Object> map = new TreeMap<>();
        entries.forEach((name, of) -> map.put(name.toString(), of instanceof Number ? of : of.toString()));
        return map;
    }
}
