package io.tracemill.ingest.split;

import io.tracemill.ingest.IngestException;

/** Search for the member that holds the events, behind metadata that is not JSON. */
final class EventArraySearch {

    /** Name of the member. */
    static final String NAME = "traceEvents";

    private static final String OPENING = '"' + NAME + '"';

    private EventArraySearch() {}

    /** Moves the cursor to the first text after a position that names the member; returns false if there is none. */
    static boolean find(ByteCursor cursor, long from) throws IngestException, InterruptedException {
        int matched = 0;
        long at = from;
        int current = cursor.byteAt(at, from);
        while (current >= 0) {
            matched = current == OPENING.charAt(matched) ? matched + 1 : current == '"' ? 1 : 0;
            at++;
            if (matched == OPENING.length()) {
                cursor.moveTo(at - matched);
                return true;
            }
            current = cursor.byteAt(at, at - matched);
        }
        return false;
    }
}
