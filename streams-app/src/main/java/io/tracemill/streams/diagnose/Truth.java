package io.tracemill.streams.diagnose;

/** Whether a condition holds. */
enum Truth {
    /** It holds. */
    HOLDS,
    /** It does not hold. */
    FAILS,
    /** What it asks is not known. */
    UNKNOWN
}
