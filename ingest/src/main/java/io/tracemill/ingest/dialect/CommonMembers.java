package io.tracemill.ingest.dialect;

/** Top-level members of a trace that all dialects share. */
public final class CommonMembers {

    /** Time in ns since 1970 that is added to every time of the events. */
    public static final String BASE_TIME = "baseTimeNanoseconds";

    private CommonMembers() {}
}
