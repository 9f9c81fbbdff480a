package io.tracemill.ingest.parse;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.tracemill.ingest.pack.GrowingBytes;
import java.io.IOException;

/**
 * Copy of JSON values from a parser as compact JSON. Everything that the parser tolerates comes out as strict JSON: NaN
 * and the infinities as strings, control characters escaped. Numbers keep their digits.
 */
final class JsonCopy {

    private static final byte[] HEX = "0123456789abcdef".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

    private JsonCopy() {}

    /** Copies the value at which the parser stands, and leaves the parser at the last token of the value. */
    static void copyValue(JsonParser parser, GrowingBytes out) throws IOException {
        JsonToken token = parser.currentToken();
        if (!token.isStructStart()) {
            copyScalar(parser, token, out);
            return;
        }
        int depth = 0;
        boolean first = true;
        do {
            if (token.isStructEnd()) {
                depth--;
                out.put(token == JsonToken.END_OBJECT ? '}' : ']');
                first = false;
            } else {
                if (!first) {
                    out.put(',');
                }
                first = false;
                if (token == JsonToken.FIELD_NAME) {
                    copyName(parser.currentName(), out);
                    first = true;
                } else if (token.isStructStart()) {
                    depth++;
                    out.put(token == JsonToken.START_OBJECT ? '{' : '[');
                    first = true;
                } else {
                    copyScalar(parser, token, out);
                }
            }
            token = depth == 0 ? token : parser.nextToken();
        } while (depth > 0);
    }

    /** Writes a name and a colon. */
    static void copyName(String name, GrowingBytes out) {
        out.put('"');
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c < ' ' || c == '"' || c == '\\') {
                escape(c, out);
            } else if (c < 0x80) {
                out.put(c);
            } else {
                int codePoint = name.codePointAt(i);
                out.putCodePoint(codePoint);
                i += Character.charCount(codePoint) - 1;
            }
        }
        out.put('"');
        out.put(':');
    }

    private static void copyScalar(JsonParser parser, JsonToken token, GrowingBytes out) throws IOException {
        char[] text = parser.getTextCharacters();
        int offset = parser.getTextOffset();
        int length = parser.getTextLength();
        boolean quoted = token == JsonToken.VALUE_STRING || (token == JsonToken.VALUE_NUMBER_FLOAT && parser.isNaN());
        if (quoted) {
            copyString(text, offset, length, out);
        } else {
            out.putText(text, offset, length);
        }
    }

    private static void copyString(char[] text, int offset, int length, GrowingBytes out) {
        out.put('"');
        int from = offset;
        int end = offset + length;
        for (int at = offset; at < end; at++) {
            char c = text[at];
            if (c < ' ' || c == '"' || c == '\\') {
                out.putText(text, from, at - from);
                escape(c, out);
                from = at + 1;
            }
        }
        out.putText(text, from, end - from);
        out.put('"');
    }

    private static void escape(char c, GrowingBytes out) {
        out.put('\\');
        switch (c) {
            case '"', '\\' -> out.put(c);
            case '\n' -> out.put('n');
            case '\r' -> out.put('r');
            case '\t' -> out.put('t');
            default -> {
                out.put('u');
                out.put('0');
                out.put('0');
                out.put(HEX[c >> 4]);
                out.put(HEX[c & 15]);
            }
        }
    }
}
