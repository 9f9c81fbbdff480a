/** Reads exporters over HTTP, each at its interval: targets in, readings out. */
@NullMarked
package io.tracemill.telemetry.scrape;

import org.jspecify.annotations.NullMarked;
