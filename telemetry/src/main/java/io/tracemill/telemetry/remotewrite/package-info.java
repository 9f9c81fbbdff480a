/** Requests of Prometheus remote write 1.0. */
@NullMarked
package io.tracemill.telemetry.remotewrite;

import org.jspecify.annotations.NullMarked;
