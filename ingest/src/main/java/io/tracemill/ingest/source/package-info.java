/**
 * Decompressed bytes of a trace file and their hash. In: a path. Out: bytes in order, up to the end of the file or to
 * the first damage.
 *
 * <p>Must not import any other step.
 */
@NullMarked
package io.tracemill.ingest.source;

import org.jspecify.annotations.NullMarked;
