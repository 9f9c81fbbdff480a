package io.tracemill.ingest.facts;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tracemill.ingest.pack.EventCodec;
import io.tracemill.ingest.pack.EventFields;
import io.tracemill.ingest.pack.GrowingBytes;
import io.tracemill.ingest.pack.StringPool;
import io.tracemill.schemas.flat.Attribute;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Texts of the events that get facts. A new text is pooled if there is room, else it is an inline one of its event. */
final class FactTexts {

    private final StringPool pool;
    private final StringPool.Cache pooled;
    private final GrowingBytes inline = new GrowingBytes(64);
    private boolean moved;

    FactTexts(StringPool pool) {
        this.pool = pool;
        this.pooled = new StringPool.Cache(pool);
    }

    /** Begins with the next event. */
    void begin() {
        moved = false;
    }

    /** Bytes of the texts that are only in this event now. */
    int addedBytes() {
        return moved ? inline.size() : 0;
    }

    /** A text of an event; empty if it is absent. */
    String text(EventFields event, Attribute attribute) {
        return event.text(pool, event.text(attribute));
    }

    /** Whether a text of an event has these bytes. */
    boolean is(EventFields event, Attribute attribute, byte[] text) {
        return is(event, event.text(attribute), text);
    }

    /** Whether a reference of an event stands for these bytes. */
    boolean is(EventFields event, int reference, byte[] text) {
        if (reference >= 0) {
            return Arrays.equals(pool.bytes(reference), text);
        }
        return reference != EventFields.NONE
                && Arrays.equals(event.text(pool, reference).getBytes(UTF_8), text);
    }

    /** Number of a text in the pool; {@link EventFields#NONE} if there is no room for it. */
    int pooled(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        return pooled.number(bytes, 0, bytes.length);
    }

    /** Sets a text, if it is not null. */
    void set(EventFields event, Attribute attribute, @Nullable String text) {
        if (text != null) {
            byte[] bytes = text.getBytes(UTF_8);
            set(event, attribute, bytes, 0, bytes.length);
        }
    }

    /** Sets a text to that of an argument, if there is one. */
    void set(EventFields event, Attribute attribute, Arguments arguments, int place) {
        if (arguments.has(place)) {
            set(event, attribute, arguments.source(place), arguments.start(place), arguments.length(place));
        }
    }

    private void set(EventFields event, Attribute attribute, byte[] bytes, int offset, int length) {
        int number = pooled.number(bytes, offset, length);
        event.setText(attribute, number == EventFields.NONE ? inline(event, bytes, offset, length) : number);
    }

    private int inline(EventFields event, byte[] text, int offset, int length) {
        if (!moved) {
            moveInlineTexts(event);
        }
        int reference = append(text, offset, length);
        event.inline = inline.array();
        return reference;
    }

    /** The inline texts of an event lie in bytes that it shares with others, to which none can be added. */
    private void moveInlineTexts(EventFields event) {
        inline.clear();
        for (long left = event.present & Attribute.TEXTS; left != 0; left &= left - 1) {
            int place = Long.numberOfTrailingZeros(left);
            event.values[place] = move(event, (int) event.values[place]);
        }
        for (int i = 0; i < event.counters; i++) {
            event.counterNames[i] = move(event, event.counterNames[i]);
        }
        moved = true;
    }

    private int move(EventFields event, int reference) {
        if (reference >= EventFields.NONE) {
            return reference;
        }
        int place = EventFields.inlinePlace(reference);
        int length = EventCodec.varInt(event.inline, place);
        return append(event.inline, place + EventCodec.varIntBytes(length), length);
    }

    private int append(byte[] bytes, int offset, int length) {
        int place = inline.size();
        inline.putVarInt(length);
        inline.put(bytes, offset, length);
        return EventFields.inlineReference(place);
    }
}
