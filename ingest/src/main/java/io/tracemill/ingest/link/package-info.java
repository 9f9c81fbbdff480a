/**
 * Which launches and device events share a correlation id, known once the whole file has been read.
 *
 * <p>Must not import any other step.
 */
@NullMarked
package io.tracemill.ingest.link;

import org.jspecify.annotations.NullMarked;
