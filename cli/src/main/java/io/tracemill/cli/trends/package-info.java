/**
 * How a run changes from day to day.
 *
 * <p>In: rows of the view {@code run_trends}. Out: days on which a level changes, and a document with both. Must not know
 * terminals or file formats.
 */
@NullMarked
package io.tracemill.cli.trends;

import org.jspecify.annotations.NullMarked;
