package io.tracemill.ingest.parse;

/**
 * What the file says of a process or a thread.
 *
 * @param saying what it says
 * @param lane process, or process/thread
 * @param text the name, label or index
 * @param position byte position in the file; the last word on a lane counts
 */
public record NamedLane(Saying saying, String lane, String text, long position) {

    /** Most characters of a lane and of a text. Longer texts are cut, and longer lanes are left out. */
    public static final int LONGEST = 256;

    /** What a file may say of a process or a thread. */
    public enum Saying {
        /** Name of a process. */
        PROCESS_NAME("process_name", "name"),
        /** Label of a process, shown beside its name. */
        PROCESS_LABEL("process_labels", "labels"),
        /** Index by which processes are sorted. */
        PROCESS_SORT_INDEX("process_sort_index", "sort_index"),
        /** Name of a thread. */
        THREAD_NAME("thread_name", "name");

        private final String event;
        private final String argument;

        Saying(String event, String argument) {
            this.event = event;
            this.argument = argument;
        }

        /** Name of the metadata event that says it. */
        String event() {
            return event;
        }

        /** Name of the argument that it is. */
        String argument() {
            return argument;
        }
    }
}
