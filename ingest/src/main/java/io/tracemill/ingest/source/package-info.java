/**
 * The bytes of a trace file, whatever it is compressed with, and their hash. In: a path. Out: decompressed bytes in order,
 * up to the end or to where the file is damaged.
 *
 * <p>Must not import any other step.
 */
@NullMarked
package io.tracemill.ingest.source;

import org.jspecify.annotations.NullMarked;
