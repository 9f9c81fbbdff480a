package io.tracemill.telemetry.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.tracemill.telemetry.message.JsonText;
import io.tracemill.telemetry.message.MessageLimits;
import io.tracemill.telemetry.message.MessageRefusedException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A value of JSON. Numbers keep their digits. */
sealed interface Json {

    /** An object. */
    record Fields(Map<String, Json> byName) implements Json {

        @Nullable
        Json get(String name) {
            return byName.get(name);
        }

        /** The text of a field; null where it is absent or no text. */
        @Nullable
        String text(String name) {
            return byName.get(name) instanceof Text text ? text.value() : null;
        }

        /** A field that is an object; null where it is absent or none. */
        @Nullable
        Fields fields(String name) {
            return byName.get(name) instanceof Fields fields ? fields : null;
        }

        /** The values of a field that is an array; none where it is absent or no array. */
        List<Json> array(String name) {
            return byName.get(name) instanceof Array array ? array.values() : List.of();
        }
    }

    /** An array. */
    record Array(List<Json> values) implements Json {}

    /** A string. */
    record Text(String value) implements Json {}

    /** A number, as its digits. */
    record Digits(String value) implements Json {}

    /** True or false. */
    record Bool(boolean value) implements Json {}

    /** Null. */
    record Null() implements Json {}

    /**
     * The objects of a message: one, or several one after the other.
     *
     * @throws MessageRefusedException if it is too large, or anything else than objects
     */
    static List<Fields> objects(byte[] message, MessageLimits limits) throws MessageRefusedException {
        limits.checkBytes(message.length);
        List<Fields> objects = new ArrayList<>();
        try (JsonParser parser = JsonText.parser(message, limits)) {
            while (parser.nextToken() != null) {
                if (!(read(parser) instanceof Fields object)) {
                    throw new IOException("an object must come first");
                }
                objects.add(object);
            }
        } catch (IOException e) {
            throw JsonText.malformed("objects of JSON were expected", e);
        }
        return objects;
    }

    /** The value at a parser's token, read to its end. */
    static Json read(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> {
                Map<String, Json> fields = new LinkedHashMap<>();
                while (parser.nextToken() == JsonToken.FIELD_NAME) {
                    String name = parser.currentName();
                    parser.nextToken();
                    fields.put(name, read(parser));
                }
                yield new Fields(fields);
            }
            case START_ARRAY -> {
                List<Json> values = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    values.add(read(parser));
                }
                yield new Array(values);
            }
            case VALUE_STRING -> new Text(parser.getText());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Digits(parser.getText());
            case VALUE_TRUE, VALUE_FALSE -> new Bool(parser.getBooleanValue());
            case VALUE_NULL -> new Null();
            default -> throw new IOException("a value was expected but was " + parser.currentToken());
        };
    }
}
