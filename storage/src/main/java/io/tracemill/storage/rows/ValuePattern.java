package io.tracemill.storage.rows;

/** The way in which the values of a column follow each other. It decides how they are encoded. */
public enum ValuePattern {

    /** Few distinct values, so that a dictionary pays. */
    REPEATING,

    /** Values that are close to the one before, such as times, ids and leftover arguments. */
    SEQUENTIAL,

    /** Values without a pattern, such as durations. */
    SCATTERED;

    /** The pattern to expect of a field with this name. */
    static ValuePattern of(String field) {
        if (field.endsWith("start_ns")
                || field.equals("queuing_ns")
                || field.endsWith("_time")
                || field.equals("time")
                || field.equals("time_ns")
                || field.equals("correlation_id")
                || field.equals("external_id")
                || field.equals("span_id")
                || field.equals("parent_id")
                || field.equals("owner_id")
                || field.equals("launch_id")
                || field.equals("args")) {
            return SEQUENTIAL;
        }
        return field.endsWith("_ns") ? SCATTERED : REPEATING;
    }
}
