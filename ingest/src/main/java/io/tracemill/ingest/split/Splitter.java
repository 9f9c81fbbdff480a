package io.tracemill.ingest.split;

import io.tracemill.ingest.IngestException;
import io.tracemill.ingest.source.TraceSource;
import io.tracemill.ingest.split.SplitEnd.Ending;

/**
 * Splitter of a file into slices of whole events, in one thread and one pass over the bytes. A document is an object
 * with metadata before and after its {@code traceEvents}, or a bare array; the closing bracket may be missing or follow
 * a comma, and the file may be cut anywhere. Several documents may follow each other, and so may the rest of one whose
 * beginning is missing, as when several processes write to one path.
 */
public final class Splitter {

    /** Size of the largest event, in bytes; a larger one is rejected. */
    public static final int LARGEST_EVENT = 8 << 20;

    /** Number of bytes in which a trace must begin if its first byte is damaged. */
    private static final int DAMAGED_START = 1 << 20;

    /** Separator of records in a sequence of JSON texts. */
    private static final int RECORD_SEPARATOR = 0x1e;

    private final ByteCursor cursor;
    private final TraceSource source;
    private final SplitRejects rejects;
    private final FrameScan frame;
    private final NextEventSearch search;
    private final OuterObject object;
    private int documents;

    /** A splitter for one file. */
    public Splitter(TraceSource source, SplitSink sink) {
        this.source = source;
        this.cursor = new ByteCursor(new SourceWindow(source, sink.buffer()), sink);
        this.rejects = new SplitRejects(cursor, sink);
        this.frame = new FrameScan(cursor, sink::wants);
        this.search = new NextEventSearch(cursor, frame);
        EventArray array = new EventArray(cursor, rejects, frame, search);
        this.object = new OuterObject(cursor, sink, rejects, frame, array);
    }

    /**
     * Reads the whole file.
     *
     * @throws IngestException if the file does not begin as a trace does
     */
    public SplitEnd split() throws IngestException, InterruptedException {
        skipByteOrderMark();
        firstDocument();
        while (betweenDocuments() >= 0) {
            nextDocument();
        }
        cursor.flush(cursor.at());
        return new SplitEnd(ending(), cursor.at(), object.named(), documents, rejects.bytesLost());
    }

    private Ending ending() {
        if (!object.sawArray()) {
            return object.closed() ? Ending.WHOLE_WITHOUT_EVENTS : Ending.CUT_BEFORE_EVENTS;
        }
        if (!object.arrayClosed()) {
            return Ending.CUT_IN_EVENTS;
        }
        return object.closed() ? Ending.WHOLE : Ending.CUT_BEHIND_EVENTS;
    }

    private void skipByteOrderMark() throws IngestException, InterruptedException {
        if (cursor.byteAt(0, 0) == 0xef && cursor.byteAt(1, 0) == 0xbb && cursor.byteAt(2, 0) == 0xbf) {
            cursor.moveTo(3);
        }
    }

    private void firstDocument() throws IngestException, InterruptedException {
        int first = cursor.peekSignificant();
        String expected = source.file() + ": byte " + cursor.at() + ": "
                + (first < 0 ? "the file ends" : "found " + display(first)) + ", expected '{' or '[' (a JSON trace)";
        if (first < 0) {
            throw new IngestException(expected);
        }
        boolean isArray = first == '[' && !frame.wantedMemberStarts(cursor.at() + 1) && !holdsDocument();
        boolean isObject = first == '{' && !(frame.eventStarts(cursor.at()) && hasMore());
        if (isArray || isObject) {
            document(first);
        } else {
            damagedStart(first, expected);
        }
    }

    /** Whether the first byte of what is in the array at the cursor is that of an object with metadata. */
    private boolean holdsDocument() throws IngestException, InterruptedException {
        long inside = frame.skipSpace(cursor.at() + 1);
        return cursor.byteAt(inside, cursor.at()) == '{'
                && frame.wantedMemberStarts(inside + 1)
                && frame.documentStarts(inside);
    }

    /** Whether more follows behind the value that was scanned last. */
    private boolean hasMore() throws IngestException, InterruptedException {
        return cursor.byteAt(frame.skipSpace(cursor.stopped()), cursor.at()) >= 0;
    }

    /** Reads a document whose first byte is at the cursor. */
    private void document(int first) throws IngestException, InterruptedException {
        documents++;
        cursor.advance();
        if (first == '{') {
            object.readMembers();
        } else {
            object.readFromEvents(DocumentForm.ARRAY);
        }
    }

    /** Reads the first document behind a damaged first byte, if it is a trace. */
    private void damagedStart(int first, String expected) throws IngestException, InterruptedException {
        long start = cursor.at();
        FrameSearch.Found found = object.search().find(start, DAMAGED_START);
        if (found != FrameSearch.Found.NOTHING) {
            documents++;
            rejects.frame(start, cursor.at(), "'{' or '[' at the beginning");
            if (found == FrameSearch.Found.MEMBER) {
                object.readMembers();
            } else {
                object.readFromEvents(DocumentForm.TORN);
            }
        }
        if (!object.sawArray() && first != '{' && first != '[') {
            throw new IngestException(expected);
        }
    }

    /** Moves to the next byte that does not separate documents. Returns it, or -1 at the end of the file. */
    private int betweenDocuments() throws IngestException, InterruptedException {
        int current = cursor.peekSignificant();
        while (current == 0 || current == RECORD_SEPARATOR) {
            cursor.advance();
            current = cursor.peekSignificant();
        }
        return current;
    }

    private void nextDocument() throws IngestException, InterruptedException {
        long start = cursor.at();
        if (frame.documentStarts(start)) {
            document(cursor.peek());
            return;
        }
        NextEventSearch.Found found = search.find(start, DocumentForm.TORN);
        while (found == NextEventSearch.Found.ARRAY_END) { // of an array without an event
            cursor.advance();
            found = search.find(cursor.at(), DocumentForm.TORN);
        }
        if (found == NextEventSearch.Found.EVENT) {
            object.readFromEvents(DocumentForm.TORN);
        }
        if (object.sawArray()) {
            rejects.seam(start);
        }
    }

    /** A byte as messages show it. */
    static String display(int value) {
        return value > ' ' && value < 0x7f ? "'" + (char) value + "'" : String.format("0x%02x", value);
    }
}
