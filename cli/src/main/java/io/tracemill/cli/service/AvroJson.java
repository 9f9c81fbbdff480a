package io.tracemill.cli.service;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/**
 * Records as JSON objects, field by field as the schema names them. What is absent is left out, but for the keys that
 * say which row it is: there null has a meaning.
 */
final class AvroJson {

    private static final Set<String> KEYS = Set.of("node", "rank", "device", "step");

    private AvroJson() {}

    /** A record as an object, without some of its fields. */
    static void object(IndexedRecord row, Set<String> without, JsonGenerator json) throws IOException {
        json.writeStartObject();
        fields(row, without, json);
        json.writeEndObject();
    }

    static void fields(IndexedRecord row, Set<String> without, JsonGenerator json) throws IOException {
        for (Schema.Field field : row.getSchema().getFields()) {
            Object value = row.get(field.pos());
            if (!without.contains(field.name()) && (value != null || KEYS.contains(field.name()))) {
                json.writeFieldName(field.name());
                value(value, json);
            }
        }
    }

    private static void value(@Nullable Object value, JsonGenerator json) throws IOException {
        if (value == null) {
            json.writeNull();
        } else if (value instanceof IndexedRecord row) {
            object(row, Set.of(), json);
        } else if (value instanceof Collection<?> items) {
            json.writeStartArray();
            for (Object item : items) {
                value(item, json);
            }
            json.writeEndArray();
        } else if (value instanceof Map<?, ?> map) {
            json.writeStartObject();
            for (Map.Entry<String, Object> entry : sorted(map).entrySet()) {
                json.writeFieldName(entry.getKey());
                value(entry.getValue(), json);
            }
            json.writeEndObject();
        } else {
            scalar(value, json);
        }
    }

    private static void scalar(Object value, JsonGenerator json) throws IOException {
        if (value instanceof Long number) {
            json.writeNumber(number);
        } else if (value instanceof Integer number) {
            json.writeNumber(number);
        } else if (value instanceof Double number) {
            finite(number, json);
        } else if (value instanceof Boolean flag) {
            json.writeBoolean(flag);
        } else if (value instanceof ByteBuffer bytes) {
            json.writeString(UTF_8.decode(bytes.duplicate()).toString());
        } else {
            json.writeString(value.toString());
        }
    }

    /** JSON has no NaN and no infinity. */
    private static void finite(double number, JsonGenerator json) throws IOException {
        if (Double.isFinite(number)) {
            json.writeNumber(number);
        } else {
            json.writeNull();
        }
    }

    private static Map<String, Object> sorted(Map<?, ?> map) {
        Map<String, Object> sorted = new TreeMap<>();
        map.forEach((key, value) -> sorted.put(String.valueOf(key), value));
        return sorted;
    }
}
