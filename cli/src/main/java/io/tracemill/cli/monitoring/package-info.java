/**
 * The monitoring of a running service: its health, its metrics and its topology, over HTTP. In: what the stages
 * count of themselves. Out: pages. The only package that imports Micrometer or the JDK's HTTP server; no command that
 * ends by itself loads it.
 */
@NullMarked
package io.tracemill.cli.monitoring;

import org.jspecify.annotations.NullMarked;
