/**
 * Dialects of traces: the facts in which profilers differ. A dialect is one class and one line in {@link
 * io.tracemill.ingest.dialect.Dialects}. Its class is a page of facts: name, telltales, names of arguments, kinds of
 * categories, linking.
 *
 * <p>Must not import any step but {@code pack}.
 */
@NullMarked
package io.tracemill.ingest.dialect;

import org.jspecify.annotations.NullMarked;
