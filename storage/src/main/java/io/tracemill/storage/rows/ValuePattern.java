package io.tracemill.storage.rows;

/** How the values of a column follow each other, by which it is chosen how they are written. */
public enum ValuePattern {

    /** Few different ones, so that a dictionary of them pays. */
    REPEATING,

    /** Each close to the one before it, as times, ids and the leftover arguments are. */
    SEQUENTIAL,

    /** Neither, as durations are. */
    SCATTERED;

    /** What may be expected of a field that goes by this name. */
    static ValuePattern of(String field) {
        if (field.endsWith("start_ns")
                || field.equals("queuing_ns")
                || field.endsWith("_time")
                || field.equals("time")
                || field.equals("time_ns")
                || field.equals("correlation_id")
                || field.equals("external_id")
                || field.equals("args")) {
            return SEQUENTIAL;
        }
        return field.endsWith("_ns") ? SCATTERED : REPEATING;
    }
}
