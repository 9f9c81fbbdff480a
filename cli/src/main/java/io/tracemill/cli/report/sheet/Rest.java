package io.tracemill.cli.report.sheet;

import java.util.Optional;

/**
 * Rows of a list that are not shown at first.
 *
 * @param count number of rows
 * @param what name of the rows, in the plural
 * @param top number of rows to ask for to see all of them; empty if the limit cannot be changed
 */
public record Rest(long count, String what, Optional<Integer> top) {

    /** Name of the rows, in the singular if there is one. */
    public String noun() {
        return count != 1 ? what : what.endsWith("ies") ? what.replaceFirst("ies$", "y") : what.replaceFirst("s$", "");
    }

    /** Rows that are left out if only the first {@code top} of {@code all} rows are shown. */
    public static Rest beyond(int top, int all, String what) {
        return new Rest(Math.max(0, all - top), what, Optional.of(all));
    }

    /** Rows that only the formats for programs have. */
    public static Rest inData(long count, String what) {
        return new Rest(count, what, Optional.empty());
    }
}
