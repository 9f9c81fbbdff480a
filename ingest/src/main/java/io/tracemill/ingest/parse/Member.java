package io.tracemill.ingest.parse;

import org.jspecify.annotations.Nullable;

/** Members of an event that have a field of their own; all others are kept with the arguments. */
enum Member {
    PHASE,
    START,
    DURATION,
    NAME,
    CATEGORY,
    PROCESS,
    THREAD,
    ARGUMENTS;

    /** The member of a name, null if it is none of these. */
    static @Nullable Member of(String name) {
        return switch (name) {
            case "ph" -> PHASE;
            case "ts" -> START;
            case "dur" -> DURATION;
            case "name" -> NAME;
            case "cat" -> CATEGORY;
            case "pid" -> PROCESS;
            case "tid" -> THREAD;
            case "args" -> ARGUMENTS;
            default -> null;
        };
    }
}
