/**
 * Redaction of secrets in texts and arguments of events. In: UTF-8. Out: the same with each token replaced.
 *
 * <p>Must not import any other step.
 */
@NullMarked
package io.tracemill.ingest.redact;

import org.jspecify.annotations.NullMarked;
