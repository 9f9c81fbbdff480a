package io.tracemill.ingest.split;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tracemill.ingest.IngestException;
import io.tracemill.ingest.reject.Reject;
import io.tracemill.ingest.source.TraceSource;
import io.tracemill.ingest.split.SplitEnd.Ending;
import io.tracemill.ingest.split.ValueScanner.Result;
import io.tracemill.schemas.RejectReason;

/**
 * Splitter of a trace into slices of whole events, in one thread and one pass over the bytes. It takes the object form
 * (metadata before and after {@code traceEvents}) and the bare array; the closing bracket may be missing or follow a
 * comma, and the file may be cut anywhere.
 */
public final class Splitter {

    /** Size of the largest event, in bytes; a larger one is rejected. */
    public static final int LARGEST_EVENT = 8 << 20;

    private static final int LARGEST_METADATA = 1 << 20;

    private final ByteCursor cursor;
    private final SplitSink sink;
    private final TraceSource source;
    private final ValueScanner scanner = new ValueScanner();
    private final EventSkipper skipper = new EventSkipper();
    private boolean objectForm;
    private boolean sawArray;
    private boolean arrayClosed;
    private boolean objectClosed;

    /** A splitter for one file. */
    public Splitter(TraceSource source, SplitSink sink) {
        this.cursor = new ByteCursor(new SourceWindow(source, sink.buffer()), sink);
        this.sink = sink;
        this.source = source;
    }

    /**
     * Reads the whole file.
     *
     * @throws IngestException if the file does not begin as a trace does
     */
    public SplitEnd split() throws IngestException, InterruptedException {
        skipByteOrderMark();
        int first = cursor.peekSignificant();
        if (first != '{' && first != '[') {
            String found = first < 0 ? "the file ends" : "found " + display(first);
            throw new IngestException(
                    source.file() + ": byte " + cursor.at() + ": " + found + ", expected '{' or '[' (a JSON trace)");
        }
        cursor.advance();
        objectForm = first == '{';
        if (objectForm) {
            members();
        } else {
            events();
        }
        trailingBytes();
        cursor.flush(cursor.at());
        return new SplitEnd(ending(), cursor.at(), objectForm && sawArray);
    }

    private Ending ending() {
        boolean closed = objectForm ? objectClosed : arrayClosed;
        if (!sawArray) {
            return closed ? Ending.WHOLE_WITHOUT_EVENTS : Ending.CUT_BEFORE_EVENTS;
        }
        if (!arrayClosed) {
            return Ending.CUT_IN_EVENTS;
        }
        return closed ? Ending.WHOLE : Ending.CUT_BEHIND_EVENTS;
    }

    private void skipByteOrderMark() throws IngestException, InterruptedException {
        if (cursor.byteAt(0, 0) == 0xef && cursor.byteAt(1, 0) == 0xbb && cursor.byteAt(2, 0) == 0xbf) {
            cursor.moveTo(3);
        }
    }

    /** Reads the members of the outer object, from the cursor after its brace or after a member. */
    private void members() throws IngestException, InterruptedException {
        int current = cursor.peekSignificant();
        while (current >= 0 && current != '}') {
            if (current == ',') {
                cursor.advance();
            } else if (current != '"' || !member()) {
                brokenMetadata();
            }
            current = cursor.peekSignificant();
        }
        if (current == '}') {
            cursor.advance();
            objectClosed = true;
        }
    }

    /** Reads one member. Returns false if it is broken, with the cursor at its start. */
    private boolean member() throws IngestException, InterruptedException {
        long start = cursor.at();
        scanner.begin();
        Result result = cursor.scan(scanner, start, start, LARGEST_METADATA);
        if (result != Result.DONE) {
            cursor.drain();
            return true;
        }
        long keyEnd = cursor.stopped();
        String key = new String(cursor.copy(start + 1, keyEnd - 1), UTF_8);
        long colon = cursor.skipSpace(keyEnd, start);
        int behind = cursor.byteAt(colon, start);
        if (behind != ':') {
            cursor.moveTo(behind < 0 ? colon : start);
            return behind < 0;
        }
        long value = cursor.skipSpace(colon + 1, start);
        if (key.equals(EventArraySearch.NAME) && cursor.byteAt(value, start) == '[') {
            cursor.moveTo(value + 1);
            events();
            return true;
        }
        return value(start, key, value);
    }

    private boolean value(long start, String key, long value) throws IngestException, InterruptedException {
        boolean wanted = sink.wants(key);
        scanner.begin();
        cursor.byteAt(value, start);
        Result result = cursor.scan(scanner, value, start, LARGEST_METADATA);
        boolean whole = result == Result.DONE;
        if (result == Result.MORE) {
            result = cursor.scanAndForget(scanner);
        }
        long end = cursor.stopped();
        if (whole && wanted && end - start <= LARGEST_METADATA) {
            sink.metadata(key, cursor.copy(value, end));
        }
        cursor.moveTo(result == Result.BROKEN && whole ? start : end);
        return result != Result.BROKEN;
    }

    /** Rejects metadata that is not JSON. Goes on at the event array, or at the end if that has been read. */
    private void brokenMetadata() throws IngestException, InterruptedException {
        long start = cursor.at();
        byte[] firstBytes = cursor.firstBytes(start);
        sink.reject(new Reject(
                start, RejectReason.BROKEN_METADATA, "expected a member of the outer object, as JSON", firstBytes));
        if (sawArray || !EventArraySearch.find(cursor, start + 1)) {
            cursor.drain();
        }
    }

    /** Reads the event array, from the cursor after its bracket to the end of the array. */
    private void events() throws IngestException, InterruptedException {
        sawArray = true;
        arrayClosed = false;
        while (!arrayClosed) {
            switch (cursor.peekSignificant()) {
                case -1 -> {
                    return;
                }
                case ',' -> cursor.advance();
                case '{' -> event();
                case ']' -> closeArray();
                default -> stray();
            }
        }
    }

    private void event() throws IngestException, InterruptedException {
        long start = cursor.at();
        long end = cursor.skip(skipper);
        if (end > 0 && end - start <= LARGEST_EVENT) {
            cursor.addEvent(start, end);
            cursor.moveTo(end);
        } else {
            unusualEvent(start);
        }
    }

    private void unusualEvent(long start) throws IngestException, InterruptedException {
        scanner.begin();
        Result result = cursor.scan(scanner, start, start, LARGEST_EVENT);
        long end = cursor.stopped();
        if (end - start > LARGEST_EVENT) {
            tooLarge(start, result);
        } else if (result == Result.DONE && (scanner.sawPhase() || endsWell(start, end))) {
            cursor.addEvent(start, end);
            cursor.moveTo(end);
        } else if (result == Result.DONE) {
            broken(start, "found text after the object that is not an event", end);
        } else {
            broken(start, result == Result.BROKEN ? unexpected(end) : "", start + 1);
        }
    }

    /** Whether an object is followed as an event is. */
    private boolean endsWell(long start, long end) throws IngestException, InterruptedException {
        long behind = cursor.skipSpace(end, start);
        if (cursor.byteAt(behind, start) != ',') {
            return true;
        }
        int next = cursor.byteAt(cursor.skipSpace(behind + 1, start), start);
        return next == '{' || next == ']' || next == ',' || next < 0;
    }

    private String unexpected(long position) throws IngestException, InterruptedException {
        return "found " + display(cursor.byteAt(position, position)) + " at byte " + position
                + ", where JSON expects something else";
    }

    private void tooLarge(long start, Result result) throws IngestException, InterruptedException {
        byte[] firstBytes = cursor.firstBytes(start);
        String detail = "expected at most " + LARGEST_EVENT + " bytes";
        Result end = result == Result.MORE ? cursor.scanAndForget(scanner) : result;
        sink.reject(new Reject(start, RejectReason.EVENT_TOO_LARGE, detail, firstBytes));
        cursor.moveTo(cursor.stopped());
        if (end == Result.BROKEN) {
            closeIfAtEnd(new NextEventSearch(cursor, objectForm).find(cursor.at()));
        }
    }

    /** Rejects a member of the array that is not an object, or bytes that are not a member. */
    private void stray() throws IngestException, InterruptedException {
        long start = cursor.at();
        byte[] firstBytes = cursor.firstBytes(start);
        scanner.begin();
        Result result = cursor.scan(scanner, start, start, LARGEST_EVENT);
        long end = cursor.stopped();
        int behind = cursor.byteAt(cursor.skipSpace(end, start), start);
        boolean member = result == Result.DONE && (behind == ',' || behind == ']');
        if (member && end - start <= LARGEST_EVENT) {
            sink.reject(new Reject(start, RejectReason.NOT_AN_OBJECT, "expected an object", firstBytes));
            cursor.moveTo(end);
        } else {
            broken(start, "found " + display(firstBytes[0] & 0xff) + ", expected an object", start);
        }
    }

    /** Rejects all bytes up to the next event. Without a next event, the file was cut off inside this one. */
    private void broken(long start, String detail, long searchFrom) throws IngestException, InterruptedException {
        byte[] firstBytes = cursor.firstBytes(start);
        NextEventSearch.Found found = new NextEventSearch(cursor, objectForm).find(searchFrom);
        closeIfAtEnd(found);
        boolean cutOff = found == NextEventSearch.Found.END_OF_FILE && detail.isEmpty();
        String explained = detail.isEmpty() ? "the file ends before the event does" : detail;
        sink.reject(new Reject(start, cutOff ? RejectReason.CUT_OFF : RejectReason.BROKEN_JSON, explained, firstBytes));
    }

    private void closeIfAtEnd(NextEventSearch.Found found) {
        if (found == NextEventSearch.Found.ARRAY_END) {
            cursor.advance();
            arrayClosed = true;
        }
    }

    /** Moves past a bracket, which ends the array unless more events follow. */
    private void closeArray() throws IngestException, InterruptedException {
        long bracket = cursor.at();
        long behind = cursor.skipSpace(bracket + 1, bracket);
        boolean eventsFollow = cursor.byteAt(behind, bracket) == ','
                && cursor.byteAt(cursor.skipSpace(behind + 1, bracket), bracket) == '{';
        cursor.moveTo(bracket + 1);
        arrayClosed = !eventsFollow;
    }

    private void trailingBytes() throws IngestException, InterruptedException {
        if (cursor.peekSignificant() >= 0 && sawArray) {
            long start = cursor.at();
            byte[] firstBytes = cursor.firstBytes(start);
            sink.reject(new Reject(
                    start, RejectReason.TRAILING_BYTES, "expected the end of the file behind the trace", firstBytes));
        }
        cursor.drain();
    }

    private static String display(int value) {
        return value > ' ' && value < 0x7f ? "'" + (char) value + "'" : String.format("0x%02x", value);
    }
}
