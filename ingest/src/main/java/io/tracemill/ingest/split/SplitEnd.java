package io.tracemill.ingest.split;

/**
 * How a file ended.
 *
 * @param ending what it lacks at its end
 * @param bytes its decompressed bytes
 */
public record SplitEnd(Ending ending, long bytes) {

    /** What a file lacks at its end. */
    public enum Ending {
        /** Nothing. */
        WHOLE,
        /** It is whole, but has no event array. */
        WHOLE_WITHOUT_EVENTS,
        /** All of its event array. */
        CUT_BEFORE_EVENTS,
        /** The end of its event array. */
        CUT_IN_EVENTS,
        /** The end of what follows its event array. */
        CUT_BEHIND_EVENTS;

        /** Whether anything is lacking. */
        public boolean isCut() {
            return switch (this) {
                case WHOLE, WHOLE_WITHOUT_EVENTS -> false;
                case CUT_BEFORE_EVENTS, CUT_IN_EVENTS, CUT_BEHIND_EVENTS -> true;
            };
        }

        /** The ending of a file of which bytes are missing behind what could be read. */
        public Ending withBytesMissing() {
            return switch (this) {
                case WHOLE, CUT_BEHIND_EVENTS -> CUT_BEHIND_EVENTS;
                case WHOLE_WITHOUT_EVENTS, CUT_BEFORE_EVENTS -> CUT_BEFORE_EVENTS;
                case CUT_IN_EVENTS -> CUT_IN_EVENTS;
            };
        }
    }
}
