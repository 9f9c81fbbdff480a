package io.tracemill.ingest.split;

import io.tracemill.ingest.IngestException;
import io.tracemill.ingest.split.ValueScanner.Result;
import java.util.function.Predicate;

/**
 * Look at what follows in the file, between events or outside their array. It never moves the cursor, and all positions
 * are at or after the cursor.
 */
final class FrameScan {

    /** Name of the member that holds the events. */
    static final String EVENTS = "traceEvents";

    /** Largest first event of a document that is told from metadata. */
    private static final int LARGEST_FIRST_EVENT = 1 << 16;

    private static final int LONGEST_KEY = 256;

    private final ByteCursor cursor;
    private final Predicate<String> wanted;
    private final ValueScanner scanner = new ValueScanner();

    /**
     * A look through a cursor.
     *
     * @param wanted whether the member of a name is wanted
     */
    FrameScan(ByteCursor cursor, Predicate<String> wanted) {
        this.cursor = cursor;
        this.wanted = wanted;
    }

    private int byteAt(long position) throws IngestException, InterruptedException {
        return cursor.byteAt(position, cursor.at());
    }

    /** Position of the first byte, from a position on, that is not white space. */
    long skipSpace(long position) throws IngestException, InterruptedException {
        return cursor.skipSpace(position, cursor.at());
    }

    /** Whether a whole event starts at a position, or behind white space there. */
    boolean eventStarts(long position) throws IngestException, InterruptedException {
        long start = skipSpace(position);
        if (byteAt(start) != '{') {
            return false;
        }
        scanner.begin();
        return scan(start, LARGEST_FIRST_EVENT) && scanner.sawPhase() && eventMayEndBefore(cursor.stopped());
    }

    /** Whether an array that begins with an event starts at a position. */
    boolean arrayOfEventsStarts(long position) throws IngestException, InterruptedException {
        return byteAt(position) == '[' && eventStarts(position + 1);
    }

    /** Whether what stands at a position can follow an event. */
    boolean eventMayEndBefore(long position) throws IngestException, InterruptedException {
        int behind = byteAt(skipSpace(position));
        return behind == ',' || behind == ']' || behind == '{' || behind < 0;
    }

    /** Whether a value that the scanner has begun ends within so many bytes. */
    private boolean scan(long start, int largest) throws IngestException, InterruptedException {
        if (byteAt(start) < 0 || cursor.scansTooOften()) {
            return false;
        }
        long keep = cursor.at();
        Result result = cursor.scan(scanner, start, keep, start - keep + largest);
        return result == Result.DONE && cursor.stopped() - start <= largest;
    }

    /** Whether a string and a colon start at a position, or behind white space there. */
    boolean memberStarts(long position) throws IngestException, InterruptedException {
        return !keyAt(position).isEmpty();
    }

    /** Whether a member that is wanted, or holds the events, starts at a position. */
    boolean wantedMemberStarts(long position) throws IngestException, InterruptedException {
        String key = keyAt(position);
        return key.equals(EVENTS) || (!key.isEmpty() && wanted.test(key));
    }

    /** Whether a member starts at a position, or behind a comma there. */
    boolean memberFollows(long position) throws IngestException, InterruptedException {
        long start = skipSpace(position);
        return memberStarts(byteAt(start) == ',' ? start + 1 : start);
    }

    /** Whether a member that is wanted starts at a position, or behind a comma there. */
    boolean wantedMemberFollows(long position) throws IngestException, InterruptedException {
        long start = skipSpace(position);
        return wantedMemberStarts(byteAt(start) == ',' ? start + 1 : start);
    }

    /** Name of the member that starts at a position, empty if none does. */
    private String keyAt(long position) throws IngestException, InterruptedException {
        long at = skipSpace(position);
        if (byteAt(at) != '"') {
            return "";
        }
        StringBuilder key = new StringBuilder();
        int current = byteAt(++at);
        while (current >= ' ' && current != '"' && key.length() < LONGEST_KEY) {
            key.append((char) current);
            current = byteAt(++at);
        }
        return current == '"' && byteAt(skipSpace(at + 1)) == ':' ? key.toString() : "";
    }

    /** Whether the outer object goes on at a position, behind one of its members, and the document ends with it. */
    boolean restOfObject(long position) throws IngestException, InterruptedException {
        scanner.beginBehindMember();
        return scan(position, Splitter.LARGEST_EVENT) && documentEnds(cursor.stopped());
    }

    /** Whether the outer object goes on with a member at a position, and the document ends with it. */
    boolean restFromMember(long position) throws IngestException, InterruptedException {
        scanner.beginMember();
        return scan(position, Splitter.LARGEST_EVENT) && documentEnds(cursor.stopped());
    }

    /** Whether a document may end before a position: the file ends there, or another document starts. */
    boolean documentEnds(long position) throws IngestException, InterruptedException {
        long behind = skipSpace(position);
        return byteAt(behind) < 0 || documentStarts(behind);
    }

    /** Whether a document starts at a position: an array of events, or an object that is no event. */
    boolean documentStarts(long position) throws IngestException, InterruptedException {
        long inside = skipSpace(position + 1);
        return switch (byteAt(position)) {
            case '[' -> byteAt(inside) == ']' || eventStarts(inside);
            case '{' -> (byteAt(inside) == '}' || memberStarts(inside)) && !eventStarts(position);
            default -> false;
        };
    }

    /** Whether a document starts at a position with metadata that is wanted, or with its events. */
    boolean metadataStarts(long position) throws IngestException, InterruptedException {
        return wantedMemberStarts(position + 1) && documentStarts(position);
    }

    /** Whether bytes in memory, from a position to another, name the member that holds the events. */
    boolean namesEvents(long from, long to) throws IngestException, InterruptedException {
        for (long at = from; at < to; at++) {
            if (byteAt(at) == '"' && keyAt(at).equals(EVENTS)) {
                return true;
            }
        }
        return false;
    }
}
