/**
 * The page over a whole archive, in a browser.
 *
 * <p>In: an archive's directory, which is only read, and requests of browsers. Out: the page, and the data it asks for
 * as JSON. No path of a request reaches the file system.
 */
@NullMarked
package io.tracemill.cli.serve;

import org.jspecify.annotations.NullMarked;
