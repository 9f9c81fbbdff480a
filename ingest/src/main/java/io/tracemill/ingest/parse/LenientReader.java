package io.tracemill.ingest.parse;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import io.tracemill.ingest.dialect.ArgField;
import io.tracemill.ingest.dialect.Dialect;
import io.tracemill.ingest.pack.GrowingBytes;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reader of every event that has any meaning, through a tolerant JSON parser. */
final class LenientReader {

    private static final int DEEPEST = 999;

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
            .enable(JsonReadFeature.ALLOW_BACKSLASH_ESCAPING_ANY_CHARACTER)
            .enable(JsonReadFeature.ALLOW_LEADING_ZEROS_FOR_NUMBERS)
            .enable(JsonReadFeature.ALLOW_TRAILING_DECIMAL_POINT_FOR_NUMBERS)
            .enable(JsonReadFeature.ALLOW_LEADING_DECIMAL_POINT_FOR_NUMBERS)
            .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
            .build();

    private final Dialect dialect;
    private final RawEvent event;
    private final GrowingBytes rest;

    /** A reader into an event. */
    LenientReader(Dialect dialect, RawEvent event) {
        this.dialect = dialect;
        this.event = event;
        this.rest = event.rest();
    }

    static JsonFactory json() {
        return JSON;
    }

    /** Reads the object in {@code bytes[start, end)}; on failure, once more with bytes that are not UTF-8 replaced. */
    void read(byte[] bytes, int start, int end, long position) throws IOException {
        try (JsonParser parser = JSON.createParser(bytes, start, end - start)) {
            read(parser, position);
        } catch (IOException e) {
            byte[] json = Arrays.copyOfRange(bytes, start, end);
            if (isUtf8(json)) {
                throw e;
            }
            try (JsonParser parser = JSON.createParser(new String(json, UTF_8).getBytes(UTF_8))) {
                read(parser, position);
            }
        }
    }

    private static boolean isUtf8(byte[] bytes) {
        try {
            UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private void read(JsonParser parser, long position) throws IOException {
        event.begin(position);
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw new IOException("expected an object");
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            member(parser, parser.currentName(), parser.nextToken());
        }
        if (parser.currentToken() != JsonToken.END_OBJECT) {
            throw new IOException("expected the end of the object");
        }
        event.redact();
        event.finish();
    }

    private void member(JsonParser parser, String name, JsonToken token) throws IOException {
        Member member = Member.of(name);
        if (member == null || (member == Member.ARGUMENTS && token != JsonToken.START_OBJECT)) {
            argument(parser, name, null);
        } else if (member == Member.ARGUMENTS) {
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String argument = parser.currentName();
                parser.nextToken();
                argument(parser, argument, dialect.argNames().field(argument));
            }
        } else {
            int value = rest.size();
            JsonCopy.copyValue(parser, rest);
            event.take(member, value);
        }
    }

    private void argument(JsonParser parser, String name, @Nullable ArgField field) throws IOException {
        int start = rest.size();
        rest.put(',');
        JsonCopy.copyName(name, rest);
        int value = rest.size();
        JsonCopy.copyValue(parser, rest);
        if (field != null) {
            event.takeArgument(field, start, value);
        }
    }
}
