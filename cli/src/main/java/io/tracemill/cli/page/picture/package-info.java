/**
 * Pictures of traces, as numbers: the time of each device in bins, its events in some steps, and memory over time.
 *
 * <p>In: the rows of a trace, from SQL one by one. Out: JSON. How it looks is up to the page.
 */
@NullMarked
package io.tracemill.cli.page.picture;

import org.jspecify.annotations.NullMarked;
