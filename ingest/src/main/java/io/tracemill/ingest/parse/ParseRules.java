package io.tracemill.ingest.parse;

import io.tracemill.ingest.dialect.Dialect;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What parsing depends on beside the bytes.
 *
 * @param dialect the dialect of the file, as far as is known
 * @param communication kernels whose name it finds are communication
 * @param dropCategories categories to leave out, in lower case
 */
public record ParseRules(Dialect dialect, Pattern communication, Set<String> dropCategories) {}
