package io.tracemill.ingest.split;

/**
 * End of a file that was split.
 *
 * @param ending completeness of the file
 * @param bytes number of its decompressed bytes
 * @param named whether the file names its array of events, and is not just an array
 * @param documents number of its JSON documents whose beginning is there
 * @param bytesLost number of bytes that are no part of a whole event, of whole metadata or of a document with a
 * beginning
 */
public record SplitEnd(Ending ending, long bytes, boolean named, int documents, long bytesLost) {

    /** Completeness of a file. */
    public enum Ending {
        /** Complete. */
        WHOLE,
        /** Complete, but without an event array. */
        WHOLE_WITHOUT_EVENTS,
        /** Cut before its event array. */
        CUT_BEFORE_EVENTS,
        /** Cut within its event array. */
        CUT_IN_EVENTS,
        /** Cut after its event array. */
        CUT_BEHIND_EVENTS;

        /** Whether the file was cut. */
        public boolean isCut() {
            return switch (this) {
                case WHOLE, WHOLE_WITHOUT_EVENTS -> false;
                case CUT_BEFORE_EVENTS, CUT_IN_EVENTS, CUT_BEHIND_EVENTS -> true;
            };
        }

        /** Completeness of the same file if bytes are missing after those that could be read. */
        public Ending withBytesMissing() {
            return switch (this) {
                case WHOLE, CUT_BEHIND_EVENTS -> CUT_BEHIND_EVENTS;
                case WHOLE_WITHOUT_EVENTS, CUT_BEFORE_EVENTS -> CUT_BEFORE_EVENTS;
                case CUT_IN_EVENTS -> CUT_IN_EVENTS;
            };
        }
    }
}
