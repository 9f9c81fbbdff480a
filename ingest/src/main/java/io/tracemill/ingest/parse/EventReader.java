package io.tracemill.ingest.parse;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.tracemill.ingest.dialect.Dialect;
import io.tracemill.ingest.pack.EventFields;
import io.tracemill.ingest.pack.GrowingBytes;
import io.tracemill.ingest.pack.StringPool;
import java.io.IOException;

/** Reads one event from a JSON parser, as the file writes it; what it means is decided later. Used again and again. */
final class EventReader {

    /** What was found of a member. */
    enum Found {
        ABSENT,
        BAD,
        READ
    }

    private final EventFields event = new EventFields();
    private final Texts texts;
    private final GrowingBytes rest = new GrowingBytes(1024);
    private final ArgReader args;
    private final Nanos nanos = new Nanos();
    private Found phase = Found.ABSENT;
    private Found start = Found.ABSENT;
    private Found duration = Found.ABSENT;

    EventReader(Dialect dialect, StringPool.Cache pool) {
        this.texts = new Texts(pool);
        this.args = new ArgReader(dialect.argFields(), texts, event, rest);
    }

    EventFields event() {
        return event;
    }

    Found phase() {
        return phase;
    }

    Found start() {
        return start;
    }

    Found duration() {
        return duration;
    }

    /** Reads the object that the parser stands at the start of. */
    void read(JsonParser parser, long position) throws IOException {
        event.clear();
        event.position = position;
        texts.clear();
        rest.clear();
        rest.put('{');
        phase = Found.ABSENT;
        start = Found.ABSENT;
        duration = Found.ABSENT;
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            member(parser, name, parser.nextToken());
        }
        event.inline = texts.inlineBytes();
    }

    private void member(JsonParser parser, String name, JsonToken token) throws IOException {
        switch (name) {
            case "ph" -> readPhase(parser, token);
            case "ts" -> {
                start = number(parser, token);
                event.start = nanos.value();
            }
            case "dur" -> {
                duration = number(parser, token);
                event.duration = nanos.value();
            }
            case "name" -> text(parser, token, EventFields.NAME);
            case "cat" -> text(parser, token, EventFields.CATEGORY);
            case "pid" -> text(parser, token, EventFields.PROCESS);
            case "tid" -> text(parser, token, EventFields.THREAD);
            case "args" -> {
                if (token == JsonToken.START_OBJECT) {
                    args.read(parser);
                } else {
                    args.keep(parser, name);
                }
            }
            default -> args.keep(parser, name);
        }
    }

    private void readPhase(JsonParser parser, JsonToken token) throws IOException {
        boolean letter = token == JsonToken.VALUE_STRING && parser.getTextLength() == 1;
        event.phase = letter ? parser.getTextCharacters()[parser.getTextOffset()] : 0;
        boolean good = event.phase > ' ' && event.phase < 0x7f;
        phase = good ? Found.READ : Found.BAD;
        if (token.isStructStart()) {
            parser.skipChildren();
        }
    }

    private Found number(JsonParser parser, JsonToken token) throws IOException {
        if (token.isStructStart()) {
            parser.skipChildren();
            return Found.BAD;
        }
        if (token == JsonToken.VALUE_NULL) {
            return Found.ABSENT;
        }
        boolean good = nanos.parse(parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength());
        return good ? Found.READ : Found.BAD;
    }

    private void text(JsonParser parser, JsonToken token, int field) throws IOException {
        if (token.isStructStart()) {
            GrowingBytes json = new GrowingBytes(64);
            JsonCopy.copyValue(parser, json);
            event.strings[field] = texts.reference(json.array(), 0, json.size());
        } else if (token != JsonToken.VALUE_NULL) {
            event.strings[field] =
                    texts.reference(parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength());
        }
    }

    /** Keeps the phase among the arguments: it says what the event is, where the kind does not. */
    private void keepPhase() {
        JsonCopy.copyName("ph", rest);
        rest.put('"');
        if (event.phase == '"' || event.phase == '\\') {
            rest.put('\\');
        }
        rest.put(event.phase);
        rest.put('"');
        rest.put(',');
    }

    /** Completes the event: it has a name, and its remaining arguments are one JSON object or none. */
    void finish() {
        if (event.strings[EventFields.NAME] == EventFields.NONE) {
            event.strings[EventFields.NAME] = texts.reference("");
            event.inline = texts.inlineBytes();
        }
        if (phase == Found.READ && "XBEMCiIR".indexOf(event.phase) < 0) {
            keepPhase();
        }
        if (rest.size() > 1) {
            rest.array()[rest.size() - 1] = '}';
            event.argsLength = rest.size();
        }
        event.args = rest.array();
        event.argsOffset = 0;
    }
}
