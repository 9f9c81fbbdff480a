package io.tracemill.ingest.split;

import io.tracemill.ingest.IngestException;
import io.tracemill.ingest.split.ValueScanner.Result;
import io.tracemill.schemas.RejectReason;

/**
 * Reader of an event array. It goes on behind broken events, and up to the end of the array, even if that is damaged.
 */
final class EventArray {

    private final ByteCursor cursor;
    private final SplitRejects rejects;
    private final FrameScan frame;
    private final NextEventSearch search;
    private final ValueScanner scanner = new ValueScanner();
    private final EventSkipper skipper = new EventSkipper();
    private DocumentForm form = DocumentForm.OBJECT;
    private boolean closed;

    EventArray(ByteCursor cursor, SplitRejects rejects, FrameScan frame, NextEventSearch search) {
        this.cursor = cursor;
        this.rejects = rejects;
        this.frame = frame;
        this.search = search;
    }

    /** Reads from the cursor, behind the bracket, to the end of the array. Returns false if the file ends first. */
    boolean read(DocumentForm ofDocument) throws IngestException, InterruptedException {
        form = ofDocument;
        closed = false;
        boolean behindComma = false;
        while (!closed) {
            int current = cursor.peekSignificant();
            switch (current) {
                case -1 -> {
                    return false;
                }
                case ',' -> cursor.advance();
                case '{' -> event();
                case ']' -> bracket(behindComma);
                default -> stray();
            }
            behindComma = current == ',';
        }
        return true;
    }

    private void event() throws IngestException, InterruptedException {
        long start = cursor.at();
        long end = cursor.skip(skipper);
        if (end > 0 && end - start <= Splitter.LARGEST_EVENT) {
            cursor.addEvent(start, end);
            cursor.moveTo(end);
        } else {
            unusualEvent(start);
        }
    }

    private void unusualEvent(long start) throws IngestException, InterruptedException {
        if (frame.metadataStarts(start)) { // the array was cut off, and another document follows
            rejects.frame(start, start, "']' behind the last event");
            closed = true;
            return;
        }
        scanner.begin();
        Result result = cursor.scan(scanner, start, start, Splitter.LARGEST_EVENT);
        long end = cursor.stopped();
        if (end - start > Splitter.LARGEST_EVENT) {
            tooLarge(start, result);
        } else if (result == Result.DONE && (scanner.sawPhase() || endsWell(start, end))) {
            cursor.addEvent(start, end);
            cursor.moveTo(end);
        } else if (result == Result.BROKEN && end == start + 1 && endsInFrame()) {
            return; // the bracket of the array is damaged and looks like the brace of an event
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
        return "found " + Splitter.display(cursor.byteAt(position, position)) + " at byte " + position
                + ", where JSON expects something else";
    }

    private void tooLarge(long start, Result result) throws IngestException, InterruptedException {
        byte[] firstBytes = rejects.firstBytes(start);
        Result end = result == Result.MORE ? cursor.scanAndForget(scanner) : result;
        cursor.moveTo(cursor.stopped());
        if (end == Result.BROKEN) {
            closeIfAtEnd(search.find(cursor.at(), form));
        }
        String detail = "expected at most " + Splitter.LARGEST_EVENT + " bytes";
        rejects.event(start, RejectReason.EVENT_TOO_LARGE, detail, firstBytes);
    }

    /** Rejects a member of the array that is not an object, or bytes that are not a member. */
    private void stray() throws IngestException, InterruptedException {
        if (form != DocumentForm.ARRAY && endsInFrame()) {
            return;
        }
        long start = cursor.at();
        byte[] firstBytes = rejects.firstBytes(start);
        scanner.begin();
        Result result = cursor.scan(scanner, start, start, Splitter.LARGEST_EVENT);
        long end = cursor.stopped();
        int behind = cursor.byteAt(cursor.skipSpace(end, start), start);
        boolean member = result == Result.DONE && (behind == ',' || behind == ']') && !frame.arrayOfEventsStarts(start);
        if (member && end - start <= Splitter.LARGEST_EVENT) {
            cursor.moveTo(end);
            rejects.event(start, RejectReason.NOT_AN_OBJECT, "expected an object", firstBytes);
        } else {
            broken(start, "found " + Splitter.display(firstBytes[0] & 0xff) + ", expected an object", start);
        }
    }

    /** Whether the array ends at the cursor because the outer object goes on: its bracket is missing or damaged. */
    private boolean endsInFrame() throws IngestException, InterruptedException {
        long start = cursor.at();
        int first = cursor.peek();
        boolean missing = first == '"' ? frame.restFromMember(start) : first == '}' && frame.documentEnds(start + 1);
        boolean damaged = !missing && frame.restOfObject(frame.skipSpace(start + 1));
        if (missing || damaged) {
            rejects.frame(start, damaged ? start + 1 : start, "']' behind the last event");
            cursor.moveTo(damaged ? start + 1 : start);
            closed = true;
        }
        return closed;
    }

    /** Rejects all bytes up to the next event. Without a next event, the file was cut off inside this one. */
    private void broken(long start, String detail, long searchFrom) throws IngestException, InterruptedException {
        byte[] firstBytes = rejects.firstBytes(start);
        NextEventSearch.Found found = search.find(searchFrom, form);
        boolean atEnd = found == NextEventSearch.Found.END_OF_FILE;
        if (atEnd && detail.isEmpty()) {
            rejects.event(start, RejectReason.CUT_OFF, "the file ends before the event does", firstBytes);
            return;
        }
        String explained = detail.isEmpty() ? "the file ends before the event does" : detail;
        // Up to the end of the file there may be more than events.
        rejects.event(start, RejectReason.BROKEN_JSON, explained, atEnd ? new byte[0] : firstBytes);
        closeIfAtEnd(found);
    }

    private void closeIfAtEnd(NextEventSearch.Found found) {
        if (found == NextEventSearch.Found.ARRAY_END) {
            cursor.advance();
            closed = true;
        }
    }

    /** Moves past a bracket, which ends the array unless more events follow. */
    private void bracket(boolean behindComma) throws IngestException, InterruptedException {
        long bracket = cursor.at();
        long behind = frame.skipSpace(bracket + 1);
        int next = cursor.byteAt(behind, bracket);
        boolean listed = next == ',' && frame.eventStarts(behind + 1);
        if (listed) {
            cursor.moveTo(bracket + 1);
        } else if (frame.eventStarts(behind) || (behindComma && next == '"')) {
            broken(bracket, "found ']', where more events follow", bracket + 1);
        } else {
            cursor.moveTo(bracket + 1);
            closed = true;
        }
    }
}
