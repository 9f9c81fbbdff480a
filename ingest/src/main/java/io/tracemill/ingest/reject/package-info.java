/**
 * Rejected events, each with its reason. One bad event is one reject, never a lost file.
 *
 * <p>Must not import any other step.
 */
@NullMarked
package io.tracemill.ingest.reject;

import org.jspecify.annotations.NullMarked;
