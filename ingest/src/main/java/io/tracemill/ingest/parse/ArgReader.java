package io.tracemill.ingest.parse;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.tracemill.ingest.dialect.ArgField;
import io.tracemill.ingest.pack.EventFields;
import io.tracemill.ingest.pack.GrowingBytes;
import java.io.IOException;
import java.util.Map;

/** Reads an event's {@code args}: what has a field of its own goes there, the rest is kept as JSON members. */
final class ArgReader {

    private final Map<String, ArgField> fields;
    private final Texts texts;
    private final EventFields event;
    private final GrowingBytes rest;
    private final GrowingBytes value = new GrowingBytes(256);
    private final GrowingBytes odd = new GrowingBytes(64);
    private long number;

    /** Reads into an event; what has no field is appended to {@code rest}, each member with a comma behind it. */
    ArgReader(Map<String, ArgField> fields, Texts texts, EventFields event, GrowingBytes rest) {
        this.fields = fields;
        this.texts = texts;
        this.event = event;
        this.rest = rest;
    }

    /** Reads the object that the parser stands at the start of. */
    void read(JsonParser parser) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken token = parser.nextToken();
            ArgField field = fields.get(name);
            if (field == null) {
                unmapped(parser, name, token);
            } else if (token.isStructStart()) {
                struct(parser, name, field);
            } else if (!scalar(parser, field, token)) {
                keep(parser, name);
            }
        }
    }

    /** Keeps a member as JSON. */
    void keep(JsonParser parser, String name) throws IOException {
        JsonCopy.copyName(name, rest);
        JsonCopy.copyValue(parser, rest);
        rest.put(',');
    }

    private void unmapped(JsonParser parser, String name, JsonToken token) throws IOException {
        if (token.isNumeric() && isCounterName(name) && !parser.isNaN()) {
            event.addCounter(texts.reference(name), parser.getDoubleValue());
        } else {
            keep(parser, name);
        }
    }

    /** Hardware counters have names such as {@code smsp__inst_executed.sum}. */
    private static boolean isCounterName(String name) {
        return name.contains("__") && name.indexOf('.') >= 0;
    }

    /** Reads an array or object that has a field; keeps it if it does not fit. */
    private void struct(JsonParser parser, String name, ArgField field) throws IOException {
        if (field == ArgField.COUNTERS && parser.currentToken() == JsonToken.START_OBJECT) {
            counters(parser, name);
            return;
        }
        value.clear();
        JsonCopy.copyValue(parser, value);
        boolean fits = switch (field) {
            case INPUT_DIMS -> set(EventFields.INPUT_DIMS, 0);
            case INPUT_TYPES -> set(EventFields.INPUT_TYPES, 0);
            case GRID -> isShort(value) && set(EventFields.GRID, 1);
            case BLOCK -> isShort(value) && set(EventFields.BLOCK, 1);
            default -> false;
        };
        if (!fits) {
            JsonCopy.copyName(name, rest);
            rest.put(value.array(), 0, value.size());
            rest.put(',');
        }
    }

    /** Sets a string field to the value just copied, without some bytes at both ends. */
    private boolean set(int field, int trim) {
        event.strings[field] = texts.reference(value.array(), trim, value.size() - 2 * trim);
        return true;
    }

    /** Whether a value is an array of one to three whole numbers. */
    private static boolean isShort(GrowingBytes value) {
        byte[] bytes = value.array();
        int commas = 0;
        for (int i = 1; i < value.size() - 1; i++) {
            commas += bytes[i] == ',' ? 1 : 0;
            if (bytes[i] != ',' && (bytes[i] < '0' || bytes[i] > '9')) {
                return false;
            }
        }
        return bytes[0] == '[' && value.size() > 2 && commas < 3;
    }

    private void counters(JsonParser parser, String name) throws IOException {
        odd.clear();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String counter = parser.currentName();
            JsonToken token = parser.nextToken();
            if (token.isNumeric() && !parser.isNaN()) {
                event.addCounter(texts.reference(counter), parser.getDoubleValue());
            } else {
                odd.put(odd.size() == 0 ? '{' : ',');
                JsonCopy.copyName(counter, odd);
                JsonCopy.copyValue(parser, odd);
            }
        }
        if (odd.size() > 0) {
            JsonCopy.copyName(name, rest);
            rest.put(odd.array(), 0, odd.size());
            rest.put('}');
            rest.put(',');
        }
    }

    /** Reads a scalar that has a field; false if it does not fit. */
    private boolean scalar(JsonParser parser, ArgField field, JsonToken token) throws IOException {
        if (token == JsonToken.VALUE_NULL) {
            return false;
        }
        return switch (field) {
            case CORRELATION -> whole(parser, EventFields.CORRELATION);
            case EXTERNAL_ID -> whole(parser, EventFields.EXTERNAL_ID);
            case REGISTERS -> whole(parser, EventFields.REGISTERS);
            case SHARED_MEMORY -> whole(parser, EventFields.SHARED_MEMORY);
            case BYTES -> whole(parser, EventFields.BYTES);
            case OCCUPANCY -> occupancy(parser, token);
            case DEVICE -> text(parser, EventFields.DEVICE);
            case STREAM -> text(parser, EventFields.STREAM);
            case INPUT_DIMS -> json(parser, EventFields.INPUT_DIMS);
            case INPUT_TYPES -> json(parser, EventFields.INPUT_TYPES);
            case GRID, BLOCK, COUNTERS -> false;
        };
    }

    private boolean text(JsonParser parser, int field) throws IOException {
        event.strings[field] =
                texts.reference(parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength());
        return true;
    }

    private boolean json(JsonParser parser, int field) throws IOException {
        value.clear();
        JsonCopy.copyValue(parser, value);
        return set(field, 0);
    }

    private boolean occupancy(JsonParser parser, JsonToken token) throws IOException {
        if (!token.isNumeric() || parser.isNaN()) {
            return false;
        }
        event.occupancy = parser.getDoubleValue();
        event.present |= EventFields.OCCUPANCY;
        return true;
    }

    private boolean whole(JsonParser parser, int bit) throws IOException {
        if (!digits(parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength())) {
            return false;
        }
        switch (bit) {
            case EventFields.CORRELATION -> event.correlation = number;
            case EventFields.EXTERNAL_ID -> event.externalId = number;
            case EventFields.SHARED_MEMORY -> event.sharedMemory = number;
            case EventFields.BYTES -> event.bytes = number;
            default -> {
                if (number != (int) number) {
                    return false;
                }
                event.registers = (int) number;
            }
        }
        event.present |= bit;
        return true;
    }

    /** Reads a whole number into {@link #number}; false if it is none or does not fit. */
    private boolean digits(char[] text, int offset, int length) {
        int at = offset;
        int end = offset + length;
        boolean negative = length > 0 && text[at] == '-';
        if (negative) {
            at++;
        }
        if (at == end || end - at > 19) {
            return false;
        }
        long negated = 0;
        for (; at < end; at++) {
            int digit = text[at] - '0';
            if (digit < 0 || digit > 9) {
                return false;
            }
            negated = negated * 10 - digit;
            if (negated > 0) {
                return false;
            }
        }
        number = negative ? negated : -negated;
        return negative || negated != Long.MIN_VALUE;
    }
}
