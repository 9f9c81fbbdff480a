/**
 * The page that shows reports in a browser: its data, and the file that holds both.
 *
 * <p>In: an archive, by its reader and by SQL. Out: JSON for the page, as pieces that are compressed one by one, so
 * that what has room is known before anything is written; and one file of HTML.
 */
@NullMarked
package io.tracemill.cli.page;

import org.jspecify.annotations.NullMarked;
