package io.tracemill.ingest.parse;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tracemill.ingest.dialect.Dialect;
import io.tracemill.ingest.dialect.NameSuffix;
import io.tracemill.ingest.pack.EventFields;
import io.tracemill.ingest.pack.StringPool;
import io.tracemill.ingest.split.Slice;
import io.tracemill.schemas.flat.Attribute;
import java.io.IOException;
import java.util.Arrays;
import java.util.StringJoiner;

/** Both readers of events, each with an event of its own, and the events as text. */
final class Readers {

    /** Text of an event that the plain reader leaves to the lenient one. */
    static final String LEFT = "left";

    private final boolean flowsAreRedundant;
    private final StringPool pool = new StringPool(1 << 16);
    private final RawEvent plainEvent = new RawEvent(new StringPool.Cache(pool), NameSuffix.NONE);
    private final RawEvent lenientEvent = new RawEvent(new StringPool.Cache(pool), NameSuffix.NONE);
    private final PlainReader plain;
    private final LenientReader lenient;

    Readers(Dialect dialect) {
        this.flowsAreRedundant = dialect.linking().flowsAreRedundant();
        this.plain = new PlainReader(dialect, plainEvent, flowsAreRedundant);
        this.lenient = new LenientReader(dialect, lenientEvent);
    }

    String plainly(Slice slice, int event) {
        try {
            plain.read(slice.bytes(), slice.start(event), slice.end(event), slice.position(event));
            return describe(plainEvent);
        } catch (UnusualJson e) {
            return LEFT;
        }
    }

    String leniently(Slice slice, int event) {
        try {
            lenient.read(slice.bytes(), slice.start(event), slice.end(event), slice.position(event));
            return describe(lenientEvent);
        } catch (IOException e) {
            return "rejected";
        }
    }

    /** All fields of an event; of a redundant flow, only those that are needed. */
    private String describe(RawEvent raw) {
        EventFields event = raw.event();
        StringJoiner text = new StringJoiner(" ");
        text.add(raw.phase() + " " + (int) event.phase + " at " + event.position);
        text.add(event.text(pool, event.text(Attribute.CATEGORY)));
        if (flowsAreRedundant && raw.isFlow()) {
            return text.toString();
        }
        text.add(time(raw.start(), event.start)).add(time(raw.duration(), event.duration));
        for (Attribute attribute : Attribute.ALL) {
            text.add(event.has(attribute) ? attribute + " " + value(event, attribute) : "");
        }
        for (int i = 0; i < event.counters; i++) {
            text.add(event.text(pool, event.counterNames[i]) + "=" + event.counterValues[i]);
        }
        byte[] args = Arrays.copyOfRange(event.args, event.argsOffset, event.argsOffset + event.argsLength);
        return text.add(new String(args, UTF_8)).toString();
    }

    private String value(EventFields event, Attribute attribute) {
        return switch (attribute.type()) {
            case TEXT -> '<' + event.text(pool, event.text(attribute)) + '>';
            case LONG, INT, DOUBLE, BOOLEAN, SYMBOL -> Long.toString(event.number(attribute));
            case KIND, FLAG, GROUP, COUNTERS, JSON -> "";
        };
    }

    private static String time(RawEvent.Found found, long nanos) {
        return found == RawEvent.Found.READ ? nanos + " ns" : found.toString();
    }
}
