package io.tracemill.cli.live;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One row as JSON. Absent values are left out, and long texts are cut. */
final class LiveJson {

    /** Longest text of a row. */
    static final int MOST_CHARACTERS = 2_000;

    /** Longest list of a row. */
    static final int MOST_ITEMS = 64;

    private static final JsonFactory FACTORY = new JsonFactory();

    private final JsonGenerator json;

    private LiveJson(JsonGenerator json) {
        this.json = json;
    }

    /** Writes the fields of a row. */
    @FunctionalInterface
    interface Fields {
        void write(LiveJson row) throws IOException;
    }

    /** Writes JSON. */
    @FunctionalInterface
    interface Value {
        void write(JsonGenerator json) throws IOException;
    }

    /** The text of an object with these fields. */
    static String row(Fields fields) {
        return text(json -> {
            json.writeStartObject();
            fields.write(new LiveJson(json));
            json.writeEndObject();
        });
    }

    /** The text of some JSON. */
    static String text(Value value) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            value.write(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    LiveJson add(String name, @Nullable String value) throws IOException {
        if (value != null) {
            json.writeStringField(name, cut(value));
        }
        return this;
    }

    LiveJson add(String name, @Nullable Integer value) throws IOException {
        if (value != null) {
            json.writeNumberField(name, value);
        }
        return this;
    }

    LiveJson add(String name, @Nullable Long value) throws IOException {
        if (value != null) {
            json.writeNumberField(name, value);
        }
        return this;
    }

    LiveJson add(String name, @Nullable Double value) throws IOException {
        if (value != null && Double.isFinite(value)) {
            json.writeNumberField(name, value);
        }
        return this;
    }

    LiveJson add(String name, boolean value) throws IOException {
        json.writeBooleanField(name, value);
        return this;
    }

    LiveJson addTexts(String name, List<String> values) throws IOException {
        json.writeArrayFieldStart(name);
        for (int i = 0; i < Math.min(values.size(), MOST_ITEMS); i++) {
            json.writeString(cut(values.get(i)));
        }
        json.writeEndArray();
        return this;
    }

    LiveJson addNumbers(String name, List<Integer> values) throws IOException {
        json.writeArrayFieldStart(name);
        for (int i = 0; i < Math.min(values.size(), MOST_ITEMS); i++) {
            json.writeNumber(values.get(i));
        }
        json.writeEndArray();
        return this;
    }

    /** Objects that were written before. */
    LiveJson addRows(String name, Iterable<String> rows) throws IOException {
        json.writeArrayFieldStart(name);
        for (String row : rows) {
            json.writeRawValue(row);
        }
        json.writeEndArray();
        return this;
    }

    /** Anything else. */
    LiveJson addValue(String name, Value value) throws IOException {
        json.writeFieldName(name);
        value.write(json);
        return this;
    }

    private static String cut(String text) {
        if (text.length() <= MOST_CHARACTERS) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(MOST_CHARACTERS - 1)) ? MOST_CHARACTERS - 1 : MOST_CHARACTERS;
        return text.substring(0, end);
    }
}
