package io.tracemill.ingest.split;

import io.tracemill.ingest.IngestException;
import io.tracemill.ingest.split.ValueScanner.Result;
import java.util.Set;

/**
 * Search for the next event after a broken one. Damage may have swapped the inside and the outside of strings, so a
 * brace alone proves nothing. A brace starts an event if it begins a whole object with a member {@code ph}, followed by
 * a comma, a bracket or the end. It also does if it follows {@code },} and its first key is one that events have; such
 * an event may be broken, too, and is then rejected by itself. A bracket after a brace, or right at the beginning, ends
 * the array if the rest of the document is valid.
 */
final class NextEventSearch {

    enum Found {
        EVENT,
        ARRAY_END,
        DOCUMENT,
        END_OF_FILE
    }

    private static final Set<String> EVENT_KEYS =
            Set.of("ph", "name", "cat", "ts", "dur", "pid", "tid", "id", "args", "bp", "s");
    private static final int LONGEST_EVENT_KEY = 4;

    private final ByteCursor cursor;
    private final FrameScan frame;
    private final ValueScanner scanner = new ValueScanner();

    NextEventSearch(ByteCursor cursor, FrameScan frame) {
        this.cursor = cursor;
        this.frame = frame;
    }

    /** Moves the cursor to the first event or end, from a position on, in a document of a form. */
    Found find(long from, DocumentForm form) throws IngestException, InterruptedException {
        int beforeLast = 0;
        int last = 0;
        cursor.moveTo(from);
        for (int current = cursor.peek(); current >= 0; current = cursor.peek()) {
            if (current == '{' && startsEvent(beforeLast == '}' && last == ',')) {
                return Found.EVENT;
            }
            if (current == ']' && (last == '}' || cursor.at() <= from + 1) && endsArray(form)) {
                return Found.ARRAY_END;
            }
            if (current == '{' && form == DocumentForm.TORN && frame.wantedMemberStarts(cursor.at() + 1)) {
                return Found.DOCUMENT;
            }
            if (!ByteCursor.isSpace(current)) {
                beforeLast = last;
                last = current;
            }
            cursor.advance();
        }
        return Found.END_OF_FILE;
    }

    private boolean startsEvent(boolean behindObject) throws IngestException, InterruptedException {
        long start = cursor.at();
        if (!cursor.scansTooOften()) {
            scanner.begin();
            Result result = cursor.scan(scanner, start, start, Splitter.LARGEST_EVENT);
            if (result == Result.DONE && cursor.stopped() - start <= Splitter.LARGEST_EVENT) {
                return scanner.sawPhase() && frame.eventMayEndBefore(cursor.stopped());
            }
        }
        return behindObject && EVENT_KEYS.contains(firstKey(start));
    }

    private String firstKey(long start) throws IngestException, InterruptedException {
        long at = cursor.skipSpace(start + 1, start);
        StringBuilder key = new StringBuilder();
        if (cursor.byteAt(at, start) == '"') {
            int current = cursor.byteAt(++at, start);
            while (current >= 0 && current != '"' && key.length() <= LONGEST_EVENT_KEY) {
                key.append((char) current);
                current = cursor.byteAt(++at, start);
            }
        }
        return key.toString();
    }

    private boolean endsArray(DocumentForm form) throws IngestException, InterruptedException {
        long behind = cursor.at() + 1;
        return switch (form) {
            case OBJECT -> frame.restOfObject(behind);
            case ARRAY -> frame.documentEnds(behind);
            case TORN -> frame.restOfObject(behind) || frame.documentEnds(behind);
        };
    }
}
