package io.tracemill.ingest.parse;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import io.tracemill.ingest.pack.StringPool;
import io.tracemill.ingest.reject.Reason;
import io.tracemill.ingest.split.Slice;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Parses slices, one at a time; each thread has its own. A broken event is refused and the next one is read. */
final class SliceParser {

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
            .enable(JsonReadFeature.ALLOW_BACKSLASH_ESCAPING_ANY_CHARACTER)
            .enable(JsonReadFeature.ALLOW_LEADING_ZEROS_FOR_NUMBERS)
            .enable(JsonReadFeature.ALLOW_TRAILING_DECIMAL_POINT_FOR_NUMBERS)
            .enable(JsonReadFeature.ALLOW_LEADING_DECIMAL_POINT_FOR_NUMBERS)
            .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
            .build();

    private final EventReader reader;
    private final EventSorting sorting;

    SliceParser(ParseRules rules, StringPool pool) {
        StringPool.Cache cache = new StringPool.Cache(pool);
        this.reader = new EventReader(rules.dialect(), cache);
        this.sorting = new EventSorting(rules, reader, cache);
    }

    static JsonFactory json() {
        return JSON;
    }

    SliceResult parse(Slice slice) throws IOException {
        sorting.begin();
        JsonParser parser = null;
        for (int i = 0; i < slice.count(); i++) {
            if (i > 0 && !followsDirectly(slice, i)) {
                parser = null;
            }
            parser = parseEvent(parser, slice, i);
        }
        return sorting.result(slice.count(), slice.compressedBytesRead());
    }

    /** Parses one event. Returns the parser to go on with, null if it must be made anew. */
    private @Nullable JsonParser parseEvent(@Nullable JsonParser current, Slice slice, int event) throws IOException {
        try {
            JsonParser parser = current != null ? current : parserFrom(slice, event);
            readWhole(parser, slice.position(event));
            sorting.accept(slice, event);
            return parser;
        } catch (IOException e) {
            parseRepaired(slice, event, e);
            return null;
        }
    }

    private void readWhole(JsonParser parser, long position) throws IOException {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw new IOException("expected an object");
        }
        reader.read(parser, position);
        if (parser.currentToken() != JsonToken.END_OBJECT) {
            throw new IOException("expected the end of the object");
        }
        reader.finish();
    }

    /** Tries once more with bytes that are no UTF-8 replaced; if that was not the matter, the event is refused. */
    private void parseRepaired(Slice slice, int event, IOException error) {
        byte[] bytes = Arrays.copyOfRange(slice.bytes(), slice.start(event), slice.end(event));
        try {
            if (isUtf8(bytes)) {
                throw error;
            }
            byte[] repaired = new String(bytes, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8);
            try (JsonParser parser = JSON.createParser(repaired)) {
                readWhole(parser, slice.position(event));
                sorting.accept(slice, event);
            }
        } catch (IOException e) {
            sorting.refuse(slice, event, Reason.BROKEN_JSON, explain(e));
        }
    }

    private static String explain(IOException e) {
        String message = e instanceof com.fasterxml.jackson.core.JsonProcessingException json
                ? json.getOriginalMessage()
                : e.getMessage();
        return String.valueOf(message).lines().findFirst().orElse("").replaceAll("[\\x00-\\x1f]", "?");
    }

    private static boolean isUtf8(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    /** A parser at the start of an event, told that it stands in an array: the byte before the event is not needed. */
    private static JsonParser parserFrom(Slice slice, int event) throws IOException {
        int from = slice.start(event) - 1;
        slice.bytes()[from] = '[';
        JsonParser parser = JSON.createParser(slice.bytes(), from, slice.end(slice.count() - 1) - from);
        parser.nextToken();
        return parser;
    }

    /** Whether only one comma and white space lie between an event and the one before it. */
    private static boolean followsDirectly(Slice slice, int event) {
        int commas = 0;
        byte[] bytes = slice.bytes();
        for (int at = slice.end(event - 1); at < slice.start(event); at++) {
            switch (bytes[at]) {
                case ' ', '\n', '\r', '\t' -> {}
                case ',' -> commas++;
                default -> {
                    return false;
                }
            }
        }
        return commas == 1;
    }
}
