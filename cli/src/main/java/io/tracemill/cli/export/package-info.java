/**
 * Export of a trace of an archive to a file for trace viewers, in Chrome's JSON format.
 *
 * <p>In: the rows of a trace, from SQL one by one. Out: a file with its spans, and with what Tracemill found as tracks
 * beside them. What the arguments and categories of such files are called is known to {@code ingest}, whose dialects
 * read them again.
 */
@NullMarked
package io.tracemill.cli.export;

import org.jspecify.annotations.NullMarked;
