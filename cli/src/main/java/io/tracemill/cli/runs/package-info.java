/**
 * The runs of an archive.
 *
 * <p>In: rows of the view {@code runs}. Out: a document with one sheet. Must not know SQL, terminals or file formats.
 */
@NullMarked
package io.tracemill.cli.runs;

import org.jspecify.annotations.NullMarked;
