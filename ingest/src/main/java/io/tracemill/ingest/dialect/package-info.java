/**
 * What the writers of traces do differently: one class per dialect, its facts as tables. Adding a dialect is one class
 * and one line in {@link io.tracemill.ingest.dialect.Dialects}.
 *
 * <p>Must not import any step but {@code pack}.
 */
@NullMarked
package io.tracemill.ingest.dialect;

import org.jspecify.annotations.NullMarked;
