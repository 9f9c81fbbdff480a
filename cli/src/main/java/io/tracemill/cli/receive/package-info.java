/**
 * The door where nodes push their traces.
 *
 * <p>In: uploads over HTTP, by whoever has a token for their run and node. Out: the traces, published as ingest
 * publishes files. A body is spooled to a file first, so that a slow client holds no thread, and read from there; a
 * trace that is known is answered before its body is read.
 */
@NullMarked
package io.tracemill.cli.receive;

import org.jspecify.annotations.NullMarked;
