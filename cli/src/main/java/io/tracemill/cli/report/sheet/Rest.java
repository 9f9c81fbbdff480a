package io.tracemill.cli.report.sheet;

import java.util.Optional;

/**
 * Rows that a person is not shown at first.
 *
 * @param count how many
 * @param what what they are, in the plural
 * @param top the number of rows to ask for to see all of them; empty where there is a limit of its own
 */
public record Rest(long count, String what, Optional<Integer> top) {

    /** Those of {@code all} rows that a limit to the first {@code top} leaves out. */
    public static Rest beyond(int top, int all, String what) {
        return new Rest(Math.max(0, all - top), what, Optional.of(all));
    }

    /** Those that only data formats have. */
    public static Rest inData(long count, String what) {
        return new Rest(count, what, Optional.empty());
    }
}
