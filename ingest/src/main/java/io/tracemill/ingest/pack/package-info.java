/**
 * Packed events and attachments: their form in memory and on disk between parsing and publishing, the order of a trace,
 * and the strings that events share.
 *
 * <p>Must not import any other step.
 */
@NullMarked
package io.tracemill.ingest.pack;

import org.jspecify.annotations.NullMarked;
