package io.tracemill.ingest.split;

import io.tracemill.ingest.IngestException;

/**
 * Search for where reading can go on behind damage in the outer frame: at a member that is wanted, at the one that
 * holds the events, or at an event.
 */
final class FrameSearch {

    enum Found {
        MEMBER,
        EVENT,
        NOTHING
    }

    private final ByteCursor cursor;
    private final FrameScan frame;
    private int last;

    FrameSearch(ByteCursor cursor, FrameScan frame) {
        this.cursor = cursor;
        this.frame = frame;
    }

    /** Moves the cursor to the first such place from a position on, or past so many bytes or to the end of the file. */
    Found find(long from, long most) throws IngestException, InterruptedException {
        last = 0;
        cursor.moveTo(from);
        for (int current = cursor.peek(); current >= 0 && cursor.at() - from < most; current = cursor.peek()) {
            if (current == '"' && frame.wantedMemberStarts(cursor.at())) {
                return Found.MEMBER;
            }
            if (current == '{' && frame.eventStarts(cursor.at())) {
                return Found.EVENT;
            }
            if (!ByteCursor.isSpace(current)) {
                last = current;
            }
            cursor.advance();
        }
        return Found.NOTHING;
    }

    /** Whether the last search that found nothing ended behind a brace. */
    boolean endedBehindBrace() {
        return last == '}';
    }
}
