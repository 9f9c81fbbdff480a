/** OpenTelemetry metrics, as protobuf and as JSON. */
@NullMarked
package io.tracemill.telemetry.otlp;

import org.jspecify.annotations.NullMarked;
