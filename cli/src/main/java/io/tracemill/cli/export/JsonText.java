package io.tracemill.cli.export;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import java.io.IOException;

/** Copies of JSON that a file gave as text. What is no JSON becomes a string. */
final class JsonText {

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    private JsonText() {}

    /** Copies a value. */
    static void value(String text, JsonGenerator out) throws IOException {
        if (!isJson(text)) {
            out.writeString(sound(text));
            return;
        }
        try (JsonParser parser = FACTORY.createParser(text)) {
            while (parser.nextToken() != null) {
                token(parser, out);
            }
        }
    }

    /** Copies the members of an object but one; of another text, a member of that name. */
    static void members(String text, String but, JsonGenerator out) throws IOException {
        if (!text.startsWith("{") || !isJson(text)) {
            out.writeFieldName("args");
            out.writeString(sound(text));
            return;
        }
        try (JsonParser parser = FACTORY.createParser(text)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean wanted = !parser.currentName().equals(but);
                int depth = 0;
                do {
                    if (wanted) {
                        token(parser, out);
                    }
                    JsonToken next = parser.nextToken();
                    depth += next.isStructStart() ? 1 : next.isStructEnd() ? -1 : 0;
                } while (depth > 0);
                if (wanted) {
                    token(parser, out);
                }
            }
        }
    }

    /** Copies the members of an object that are numbers. */
    static void numbers(String text, JsonGenerator out) throws IOException {
        if (!text.startsWith("{") || !isJson(text)) {
            return;
        }
        try (JsonParser parser = FACTORY.createParser(text)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                if (parser.nextToken().isNumeric() && !parser.isNaN()) {
                    out.writeFieldName(sound(name));
                    out.writeNumber(parser.getText());
                }
                parser.skipChildren();
            }
        }
    }

    private static boolean isJson(String text) throws IOException {
        try (JsonParser parser = FACTORY.createParser(text)) {
            JsonToken first = parser.nextToken();
            if (first == null) {
                return false;
            }
            parser.skipChildren();
            return parser.nextToken() == null;
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    private static void token(JsonParser parser, JsonGenerator out) throws IOException {
        switch (parser.currentToken()) {
            case START_OBJECT -> out.writeStartObject();
            case END_OBJECT -> out.writeEndObject();
            case START_ARRAY -> out.writeStartArray();
            case END_ARRAY -> out.writeEndArray();
            case FIELD_NAME -> out.writeFieldName(sound(parser.currentName()));
            case VALUE_STRING -> out.writeString(sound(parser.getText()));
            case VALUE_NUMBER_INT -> out.writeNumber(parser.getText());
            case VALUE_NUMBER_FLOAT -> number(parser, out);
            case VALUE_TRUE -> out.writeBoolean(true);
            case VALUE_FALSE -> out.writeBoolean(false);
            case VALUE_NULL -> out.writeNull();
            case NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT ->
                throw new IllegalStateException("text has no " + parser.currentToken());
        }
    }

    private static void number(JsonParser parser, JsonGenerator out) throws IOException {
        if (parser.isNaN()) {
            out.writeString(parser.getText());
        } else {
            out.writeNumber(parser.getText());
        }
    }

    /** A text without halves of characters, which UTF-8 cannot hold. */
    private static String sound(String text) {
        return text.chars().anyMatch(c -> Character.isSurrogate((char) c))
                ? new String(text.getBytes(UTF_8), UTF_8)
                : text;
    }
}
