package io.tracemill.cli.config;

import java.util.List;

/** The values that an option accepts, as a phrase for an error message. */
public final class Alternatives {

    private Alternatives() {}

    /** Joins values with commas and a final "or": {@code table, json or csv}. */
    public static String of(List<String> values) {
        int last = values.size() - 1;
        return last < 1
                ? String.join("", values)
                : String.join(", ", values.subList(0, last)) + " or " + values.get(last);
    }
}
