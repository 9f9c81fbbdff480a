/**
 * Correlation ids that launches and device events share. In: the ids of all events. Out: how many device events each
 * launch has, once the whole file has been read.
 *
 * <p>Must not import any other step.
 */
@NullMarked
package io.tracemill.ingest.link;

import org.jspecify.annotations.NullMarked;
