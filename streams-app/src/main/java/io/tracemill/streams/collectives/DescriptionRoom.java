package io.tracemill.streams.collectives;

import io.tracemill.schemas.CollectiveDescription;
import java.util.stream.Stream;

/**
 * Room for the descriptions of the collectives of one trace. Each of the trace's records repeats them, and a record is
 * smaller than a message may be.
 */
public final class DescriptionRoom {

    /** Most descriptions of a trace. */
    static final int MAX_DESCRIPTIONS = 1 << 12;

    /** Most characters of these. A group of 1,024 ranks takes about 5,000, for their list. */
    static final int MAX_CHARACTERS = 1 << 20;

    private int descriptions;
    private long characters;

    /** Takes the room of one more description; takes none, and is false, if it is too large. */
    public boolean take(CollectiveDescription description) {
        long more = characters(description);
        if (descriptions == MAX_DESCRIPTIONS || characters + more > MAX_CHARACTERS) {
            return false;
        }
        descriptions++;
        characters += more;
        return true;
    }

    private static long characters(CollectiveDescription of) {
        return Stream.of(of.getName(), of.getGroup(), of.getRanks(), of.getDtype())
                .mapToLong(text -> text == null ? 0 : text.length())
                .sum();
    }
}
