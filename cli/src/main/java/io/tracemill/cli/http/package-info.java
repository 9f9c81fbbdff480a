/**
 * What the servers of pages and of uploads share: listening, with TLS or without, tokens, parameters and refusals.
 *
 * <p>In: an address, its protection and a handler. Out: a server whose threads, connections and headers are bounded. No
 * path of a request reaches the file system.
 */
@NullMarked
package io.tracemill.cli.http;

import org.jspecify.annotations.NullMarked;
