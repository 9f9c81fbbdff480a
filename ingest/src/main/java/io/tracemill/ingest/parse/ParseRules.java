package io.tracemill.ingest.parse;

import io.tracemill.ingest.dialect.Dialect;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Rules that parsing follows.
 *
 * @param form form of the file, as far as it is known
 * @param communication pattern that is found in the names of communication kernels
 * @param dropCategories categories to leave out, in lower case
 */
public record ParseRules(TraceForm form, Pattern communication, Set<String> dropCategories) {

    /** Dialect of the file, as far as it is known. */
    Dialect dialect() {
        return form.dialect();
    }
}
