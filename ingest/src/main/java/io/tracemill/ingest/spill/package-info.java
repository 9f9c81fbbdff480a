/**
 * Temporary files of one ingest: space is checked before it is used, and nothing is left behind.
 *
 * <p>Must not import any other step.
 */
@NullMarked
package io.tracemill.ingest.spill;

import org.jspecify.annotations.NullMarked;
