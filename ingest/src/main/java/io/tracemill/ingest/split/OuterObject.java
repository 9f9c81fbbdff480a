package io.tracemill.ingest.split;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tracemill.ingest.IngestException;
import io.tracemill.ingest.split.ValueScanner.Result;

/**
 * Reader of the outer object of a trace: its metadata, and its array of events. Damage loses the member that it is in,
 * and is found out by looking for the next one that is wanted.
 */
final class OuterObject {

    private static final int LARGEST_METADATA = 1 << 20;

    private final ByteCursor cursor;
    private final SplitSink sink;
    private final SplitRejects rejects;
    private final FrameScan frame;
    private final FrameSearch search;
    private final EventArray array;
    private final ValueScanner scanner = new ValueScanner();
    private boolean sawArray;
    private boolean arrayClosed;
    private boolean named;
    private boolean closed;
    private boolean damaged;
    private boolean sawBrace;

    OuterObject(ByteCursor cursor, SplitSink sink, SplitRejects rejects, FrameScan frame, EventArray array) {
        this.cursor = cursor;
        this.sink = sink;
        this.rejects = rejects;
        this.frame = frame;
        this.search = new FrameSearch(cursor, frame);
        this.array = array;
    }

    /** Whether there was an event array in the file so far. */
    boolean sawArray() {
        return sawArray;
    }

    /** Whether the end of the last event array was found. */
    boolean arrayClosed() {
        return arrayClosed;
    }

    /** Whether an event array was a member of an object. */
    boolean named() {
        return named;
    }

    /** Whether the end of the last document was found. */
    boolean closed() {
        return closed;
    }

    /** Search for the next member or event. */
    FrameSearch search() {
        return search;
    }

    /** Reads an event array that the cursor stands in, and what follows it in a document of a form. */
    void readFromEvents(DocumentForm form) throws IngestException, InterruptedException {
        events(form);
        closed = arrayClosed;
        int next = cursor.peekSignificant();
        if (form == DocumentForm.TORN && (next == '}' || next == ',' || next == '"')) {
            readMembers();
        }
    }

    private void events(DocumentForm form) throws IngestException, InterruptedException {
        sawArray = true;
        named |= form == DocumentForm.OBJECT;
        arrayClosed = array.read(form);
    }

    /** Reads the members of the outer object, from the cursor after its brace, or at or after a member. */
    void readMembers() throws IngestException, InterruptedException {
        closed = false;
        damaged = false;
        sawBrace = false;
        boolean behindComma = false;
        for (int current = cursor.peekSignificant(); current >= 0 && !closed; current = cursor.peekSignificant()) {
            switch (current) {
                case ',' -> cursor.advance();
                case '"' -> member();
                case '}' -> brace(behindComma);
                default -> stray();
            }
            behindComma = current == ',';
        }
    }

    /** Ends the object if another document follows, and rejects what stands there otherwise. */
    private void stray() throws IngestException, InterruptedException {
        long start = cursor.at();
        closed = sawArray && frame.metadataStarts(start);
        if (!closed) {
            resume(start, start, "a member of the outer object");
        }
    }

    /** Moves past a brace, which ends the object unless more members follow. */
    private void brace(boolean behindComma) throws IngestException, InterruptedException {
        long brace = cursor.at();
        boolean mayEnd = sawArray && !behindComma && !frame.wantedMemberFollows(brace + 1);
        closed = mayEnd || frame.documentEnds(brace + 1);
        sawBrace = true;
        if (!closed && !damaged) {
            rejects.frame(brace, brace + 1, "a member of the outer object");
        }
        cursor.moveTo(brace + 1);
    }

    /** Rejects what is not JSON, and goes on at the next member or event from a position on. */
    private void resume(long start, long from, String expected) throws IngestException, InterruptedException {
        damaged = true;
        FrameSearch.Found found = search.find(from, Long.MAX_VALUE);
        rejects.frame(start, cursor.at(), expected);
        switch (found) {
            case MEMBER -> {}
            case EVENT -> events(DocumentForm.OBJECT);
            case NOTHING -> closed = sawBrace || search.endedBehindBrace();
        }
    }

    private void member() throws IngestException, InterruptedException {
        long start = cursor.at();
        scanner.begin();
        if (cursor.scan(scanner, start, start, LARGEST_METADATA) != Result.DONE) {
            if (cursor.atLastBytes()) {
                cursor.drain();
            } else {
                resume(start, start + 1, "the name of a member");
            }
            return;
        }
        long keyEnd = cursor.stopped();
        String key = new String(cursor.copy(start + 1, keyEnd - 1), UTF_8);
        long colon = frame.skipSpace(keyEnd);
        int behind = cursor.byteAt(colon, start);
        if (behind < 0) {
            cursor.moveTo(colon);
        } else if (behind == ':') {
            member(key, frame.skipSpace(colon + 1));
        } else if (opensStructure(colon)) {
            rejects.frame(colon, colon, "':' behind the name of a member");
            member(key, colon);
        } else if (opensStructure(frame.skipSpace(colon + 1))) {
            rejects.frame(colon, colon + 1, "':' behind the name of a member");
            member(key, frame.skipSpace(colon + 1));
        } else {
            resume(start, start + 1, "':' behind the name of a member");
        }
    }

    private boolean opensStructure(long position) throws IngestException, InterruptedException {
        int first = cursor.byteAt(position, cursor.at());
        return first == '{' || first == '[';
    }

    /** Reads the member at the cursor, whose value is at a position. */
    private void member(String key, long value) throws IngestException, InterruptedException {
        if (key.equals(FrameScan.EVENTS)) {
            if (cursor.byteAt(value, cursor.at()) == '[') {
                cursor.moveTo(value + 1);
                events(DocumentForm.OBJECT);
                return;
            }
            if (frame.eventStarts(value) || frame.eventStarts(value + 1)) {
                rejects.frame(value, value + 1, "'[' before the first event");
                cursor.moveTo(frame.eventStarts(value + 1) ? value + 1 : value);
                events(DocumentForm.OBJECT);
                return;
            }
        } else if (!sawArray && frame.arrayOfEventsStarts(value)) {
            rejects.frame(cursor.at(), value, '"' + FrameScan.EVENTS + "\" as the name of an array of events");
            cursor.moveTo(value + 1);
            events(DocumentForm.OBJECT);
            return;
        }
        value(key, value);
    }

    private void value(String key, long value) throws IngestException, InterruptedException {
        long start = cursor.at();
        if (cursor.scansTooOften()) {
            resume(start, value + 1, "the value of a member, as JSON");
            return;
        }
        boolean wanted = sink.wants(key);
        cursor.byteAt(value, start);
        scanner.begin();
        Result result = cursor.scan(scanner, value, start, LARGEST_METADATA);
        boolean isWhole = result != Result.MORE;
        if (opensStructure(value) && !sawArray && frame.namesEvents(value, cursor.stopped())) {
            resume(start, value + 1, "the closing bracket of a member");
            return;
        }
        if (!isWhole) {
            result = cursor.scanAndForget(scanner);
        }
        long end = cursor.stopped();
        if (result == Result.MORE) {
            cursor.moveTo(end);
        } else if (result == Result.BROKEN) {
            resume(start, isWhole ? value + 1 : end, "the value of a member, as JSON");
        } else if (isWhole) {
            behindValue(key, value, end, wanted);
        } else {
            cursor.moveTo(end);
        }
    }

    /** Takes the value between two positions, if what follows shows that it is whole. */
    private void behindValue(String key, long value, long end, boolean wanted)
            throws IngestException, InterruptedException {
        long start = cursor.at();
        long behind = frame.skipSpace(end);
        int next = cursor.byteAt(behind, start);
        boolean follows = next < 0 || next == ',' || next == '}' || frame.memberStarts(behind);
        if (!follows && !frame.memberFollows(behind + 1)) {
            boolean string = cursor.byteAt(value, start) == '"';
            resume(start, string ? value + 1 : end, "',' behind a member");
            return;
        }
        boolean isKept = !wanted || end - start > LARGEST_METADATA || sink.metadata(key, cursor.copy(value, end));
        if (!isKept) {
            rejects.frame(start, end, "the value of a member, as JSON");
        }
        if (!follows) {
            rejects.frame(behind, behind + 1, "',' behind a member");
        }
        cursor.moveTo(follows ? end : behind + 1);
    }
}
