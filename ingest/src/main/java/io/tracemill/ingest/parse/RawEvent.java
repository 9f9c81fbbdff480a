package io.tracemill.ingest.parse;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.tracemill.ingest.dialect.ArgField;
import io.tracemill.ingest.dialect.NameSuffix;
import io.tracemill.ingest.pack.EventFields;
import io.tracemill.ingest.pack.EventTexts;
import io.tracemill.ingest.pack.GrowingBytes;
import io.tracemill.ingest.pack.StringPool;
import io.tracemill.ingest.redact.Redaction;
import io.tracemill.schemas.flat.Attribute;

/**
 * Event as the file writes it, before its meaning is decided. A reader copies each member as compact JSON to the end of
 * {@link #rest}, and has it taken from there if it has a field of its own. One instance is used for all events.
 */
final class RawEvent {

    /** State of a member. */
    enum Found {
        ABSENT,
        BAD,
        TOO_LARGE,
        READ
    }

    private static final byte[] KEPT_PHASE = ",\"ph\":\"".getBytes(US_ASCII);

    private static final ArgField BYTES = ArgField.of(Attribute.BYTES);

    private final NameSuffix suffix;
    private final EventFields event = new EventFields();
    private final EventTexts texts;
    private final ScalarText text = new ScalarText();
    private final Nanos nanos = new Nanos();
    private final GrowingBytes rest = new GrowingBytes(1024);
    private final ArgFields args;
    private final Redaction redaction;
    private Found phase = Found.ABSENT;
    private Found start = Found.ABSENT;
    private Found duration = Found.ABSENT;
    private boolean empty;

    /** An event whose strings are pooled, and to whose name something may be appended. */
    RawEvent(StringPool.Cache pool, NameSuffix suffix) {
        this.suffix = suffix;
        this.texts = new EventTexts(pool);
        this.args = new ArgFields(event, texts);
        this.redaction = pool.redaction();
    }

    /** Begins an event and forgets the previous one. */
    void begin(long position) {
        event.clear();
        event.position = position;
        texts.clear();
        rest.clear();
        phase = Found.ABSENT;
        start = Found.ABSENT;
        duration = Found.ABSENT;
    }

    /** Members that are kept, in compact JSON, each after a comma; members that are taken are cut off again. */
    GrowingBytes rest() {
        return rest;
    }

    /** Takes the value of a member with a field of its own; it begins at an index and ends the rest. */
    void take(Member member, int value) {
        switch (member) {
            case PHASE -> phase = readPhase(rest.array(), value, rest.size());
            case START -> {
                start = number(value);
                event.start = nanos.value();
            }
            case DURATION -> {
                duration = number(value);
                event.duration = nanos.value();
            }
            case NAME, CATEGORY, PROCESS, THREAD -> text(member, value);
            case ARGUMENTS -> throw new IllegalArgumentException("arguments are taken one by one");
        }
        rest.truncate(value);
    }

    private static Attribute attribute(Member member) {
        return switch (member) {
            case NAME -> Attribute.NAME;
            case CATEGORY -> Attribute.CATEGORY;
            case PROCESS -> Attribute.PROCESS;
            case THREAD -> Attribute.THREAD;
            case PHASE, START, DURATION, ARGUMENTS -> throw new IllegalArgumentException(member + " is no string");
        };
    }

    /** Takes or keeps the argument that ends the rest; it begins at {@code start}, its value at {@code value}. */
    void takeArgument(ArgField field, int start, int value) {
        if (args.take(field, rest, start, value)) {
            rest.truncate(start);
        }
    }

    /** Takes an argument that is a number, {@code source[from, to)}. Returns false if it must be copied to the rest. */
    boolean takeNumber(ArgField field, byte[] source, int from, int to) {
        return args.takeValue(field, source, from, to);
    }

    /** Takes a letter as the phase. */
    void takePhase(char letter) {
        event.phase = letter;
        phase = Found.READ;
    }

    /** Takes a name, category, process or thread with the text {@code source[from, to)}. */
    void takeText(Member member, byte[] source, int from, int to) {
        int end = member == Member.NAME ? suffix.end(source, from, to) : to;
        if (end < to && suffix == NameSuffix.BYTES) {
            args.takeValue(BYTES, source, end + 1, to - 1);
        }
        event.setText(attribute(member), texts.reference(source, from, end - from));
    }

    /** Takes a time as digits. Returns the index after it, or the same index if it must be copied to the rest. */
    int takeTime(Member member, byte[] source, int at) {
        int end = nanos.plain(source, at, source.length);
        if (end == at || !PlainJson.isBehindValue(source[end])) {
            return at;
        }
        if (member == Member.START) {
            start = Found.READ;
            event.start = nanos.value();
        } else {
            duration = Found.READ;
            event.duration = nanos.value();
        }
        return end;
    }

    private Found readPhase(byte[] json, int from, int to) {
        text.read(json, from, to);
        boolean letter = json[from] == '"' && text.to() - text.from() == 1;
        event.phase = letter ? (char) (text.bytes()[text.from()] & 0xff) : 0;
        return event.phase > ' ' && event.phase < 0x7f ? Found.READ : Found.BAD;
    }

    private Found number(int value) {
        if (rest.array()[value] == 'n') {
            return Found.ABSENT;
        }
        text.read(rest.array(), value, rest.size());
        if (nanos.parse(text.bytes(), text.from(), text.to())) {
            return Found.READ;
        }
        return nanos.isTooLarge() ? Found.TOO_LARGE : Found.BAD;
    }

    private void text(Member member, int value) {
        if (rest.array()[value] != 'n') {
            text.read(rest.array(), value, rest.size());
            takeText(member, text.bytes(), text.from(), text.to());
        }
    }

    /** Sets a text. */
    void set(Attribute attribute, String value) {
        set(attribute, value.getBytes(UTF_8));
    }

    /** Sets a text by its bytes in UTF-8. */
    void set(Attribute attribute, byte[] bytes) {
        event.setText(attribute, texts.reference(bytes, 0, bytes.length));
        event.inline = texts.inlineBytes();
    }

    /** Length of the shortest text that can hold a secret, in bytes. */
    int shortestSecret() {
        return redaction.leastLength();
    }

    /** Replaces secrets in the members that are kept. */
    void redact() {
        byte[] kept = redaction.json(rest.array(), 0, rest.size());
        if (kept != rest.array()) {
            rest.clear();
            rest.put(kept);
        }
    }

    /** Completes the event: gives it a name, and makes its remaining members one JSON object. */
    void finish() {
        empty = event.present == 0
                && event.counters == 0
                && rest.size() == 0
                && phase == Found.ABSENT
                && start == Found.ABSENT
                && duration == Found.ABSENT;
        if (!event.has(Attribute.NAME)) {
            event.setText(Attribute.NAME, texts.reference(rest.array(), 0, 0));
        }
        if (phase == Found.READ && "XBEMCiIR".indexOf(event.phase) < 0) {
            keepPhase();
        }
        if (rest.size() > 0) {
            rest.put('}');
            rest.array()[0] = '{';
            event.argsLength = rest.size();
        }
        event.inline = texts.inlineBytes();
        event.args = rest.array();
        event.argsOffset = 0;
    }

    /** Adds the phase to the arguments if the kind does not tell it. */
    private void keepPhase() {
        rest.put(KEPT_PHASE);
        if (event.phase == '"' || event.phase == '\\') {
            rest.put('\\');
        }
        rest.put(event.phase);
        rest.put('"');
    }

    EventFields event() {
        return event;
    }

    /** Whether the object says nothing. */
    boolean isEmpty() {
        return empty;
    }

    Found phase() {
        return phase;
    }

    /** Whether the event is the start, a step or the end of a flow. */
    boolean isFlow() {
        return phase == Found.READ && (event.phase == 's' || event.phase == 't' || event.phase == 'f');
    }

    Found start() {
        return start;
    }

    Found duration() {
        return duration;
    }
}
