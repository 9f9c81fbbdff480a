package io.tracemill.telemetry.otlp;

import static java.util.stream.Collectors.toUnmodifiableMap;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import io.tracemill.telemetry.message.JsonText;
import io.tracemill.telemetry.message.MessageLimits;
import io.tracemill.telemetry.message.MessageRefusedException;
import io.tracemill.telemetry.message.MessageRefusedException.Why;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Fills a protobuf message from JSON as OTLP has it: names of fields in lower camel case, integers of 64 bits as
 * strings or numbers, enumerations as numbers or names. Fields that are unknown, null or bytes (ids, in OTLP in
 * hexadecimal) are skipped.
 */
final class OtlpJson {

    private final MessageLimits limits;
    private final Map<Descriptor, Map<String, FieldDescriptor>> fields = new ConcurrentHashMap<>();

    OtlpJson(MessageLimits limits) {
        this.limits = limits;
    }

    void read(byte[] json, Message.Builder into) throws MessageRefusedException {
        try (JsonParser parser = JsonText.parser(json, limits)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new MessageRefusedException(Why.MALFORMED, "OTLP metrics in JSON must be one object");
            }
            object(parser, into);
            if (parser.nextToken() != null) {
                throw new MessageRefusedException(Why.MALFORMED, "OTLP metrics in JSON must end after one object");
            }
        } catch (IOException | IllegalArgumentException e) {
            throw JsonText.malformed("OTLP metrics in JSON were expected", e);
        }
    }

    private void object(JsonParser parser, Message.Builder into) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            FieldDescriptor field = field(into.getDescriptorForType(), parser.currentName());
            JsonToken token = parser.nextToken();
            if (field == null || token == JsonToken.VALUE_NULL) {
                parser.skipChildren();
            } else if (field.isRepeated()) {
                repeated(parser, field, into);
            } else {
                Object value = value(parser, field, into);
                if (value != null) {
                    into.setField(field, value);
                }
            }
        }
    }

    private void repeated(JsonParser parser, FieldDescriptor field, Message.Builder into) throws IOException {
        require(parser.currentToken() == JsonToken.START_ARRAY, field, "an array");
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            Object value = value(parser, field, into);
            if (value != null) {
                into.addRepeatedField(field, value);
            }
        }
    }

    private @Nullable Object value(JsonParser parser, FieldDescriptor field, Message.Builder into) throws IOException {
        if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
            require(parser.currentToken() == JsonToken.START_OBJECT, field, "an object");
            Message.Builder part = into.newBuilderForField(field);
            object(parser, part);
            return part.build();
        }
        if (field.getJavaType() == FieldDescriptor.JavaType.BYTE_STRING) {
            parser.skipChildren();
            return null;
        }
        require(parser.currentToken().isScalarValue(), field, "a single value");
        String text = parser.getText();
        return switch (field.getJavaType()) {
            case STRING -> text;
            case BOOLEAN -> Boolean.valueOf(text);
            case INT ->
                field.getType() == FieldDescriptor.Type.UINT32
                        ? Integer.parseUnsignedInt(text)
                        : Integer.parseInt(text);
            case LONG ->
                field.getType() == FieldDescriptor.Type.SFIXED64 || field.getType() == FieldDescriptor.Type.INT64
                        ? Long.parseLong(text)
                        : Long.parseUnsignedLong(text);
            case FLOAT -> Float.valueOf(text);
            case DOUBLE -> Double.valueOf(text);
            case ENUM -> enumeration(field, text);
            case BYTE_STRING, MESSAGE -> throw new IllegalStateException(field.getFullName());
        };
    }

    private static Object enumeration(FieldDescriptor field, String text) {
        if (!text.isEmpty() && Character.isDigit(text.charAt(0))) {
            return field.getEnumType().findValueByNumberCreatingIfUnknown(Integer.parseInt(text));
        }
        Object value = field.getEnumType().findValueByName(text);
        if (value == null) {
            throw new IllegalArgumentException("no value of \"" + field.getJsonName() + "\": " + text);
        }
        return value;
    }

    private static void require(boolean condition, FieldDescriptor field, String expected) {
        if (!condition) {
            throw new IllegalArgumentException("\"" + field.getJsonName() + "\" must be " + expected);
        }
    }

    private @Nullable FieldDescriptor field(Descriptor message, String jsonName) {
        return fields.computeIfAbsent(
                        message,
                        key -> key.getFields().stream()
                                .collect(toUnmodifiableMap(FieldDescriptor::getJsonName, field -> field)))
                .get(jsonName);
    }
}
