package io.tracemill.cli.report.render;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tracemill.cli.report.sheet.Column;
import io.tracemill.cli.report.sheet.Named;
import io.tracemill.cli.report.sheet.Priority;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JSON object built from keys with dots: {@code totals.published} becomes {@code published} in the object {@code
 * totals}.
 */
final class JsonTree {

    private final Map<String, @Nullable Object> members = new LinkedHashMap<>();

    void put(String key, @Nullable Object value) {
        int dot = key.indexOf('.');
        if (dot < 0) {
            members.put(key, value);
        } else if (members.computeIfAbsent(key.substring(0, dot), name -> new JsonTree()) instanceof JsonTree inner) {
            inner.put(key.substring(dot + 1), value);
        } else {
            throw new IllegalArgumentException("a key must be a value or hold others but " + key + " is both");
        }
    }

    void putCells(List<Column> columns, List<@Nullable Object> cells) {
        for (int i = 0; i < columns.size(); i++) {
            Object value = cells.get(i);
            if (value != null || columns.get(i).priority() == Priority.KEY) {
                put(columns.get(i).key(), value);
            }
        }
    }

    void write(JsonGenerator json) throws IOException {
        json.writeStartObject();
        writeMembers(json);
        json.writeEndObject();
    }

    void writeMembers(JsonGenerator json) throws IOException {
        for (Map.Entry<String, @Nullable Object> member : members.entrySet()) {
            json.writeFieldName(member.getKey());
            value(member.getValue(), json);
        }
    }

    static void value(@Nullable Object value, JsonGenerator json) throws IOException {
        if (value instanceof JsonTree tree) {
            tree.write(json);
        } else if (value instanceof Named named) {
            value(named.value(), json);
        } else if (value instanceof List<?> items) {
            json.writeStartArray();
            for (Object item : items) {
                value(item, json);
            }
            json.writeEndArray();
        } else if (value instanceof Map<?, ?> entries) {
            json.writeStartObject();
            for (Map.Entry<?, ?> entry : entries.entrySet()) {
                json.writeFieldName(String.valueOf(entry.getKey()));
                value(entry.getValue(), json);
            }
            json.writeEndObject();
        } else {
            scalar(value, json);
        }
    }

    private static void scalar(@Nullable Object value, JsonGenerator json) throws IOException {
        if (value == null) {
            json.writeNull();
        } else if (value instanceof Boolean flag) {
            json.writeBoolean(flag);
        } else if (value instanceof Double number) {
            finite(number, json);
        } else if (value instanceof Number number) {
            json.writeNumber(number.longValue());
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
}
