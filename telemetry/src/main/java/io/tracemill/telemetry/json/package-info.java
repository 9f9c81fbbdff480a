/** Metrics as JSON objects: Telegraf, Vector, prometheus-kafka-adapter, and answers of a Prometheus server. */
@NullMarked
package io.tracemill.telemetry.json;

import org.jspecify.annotations.NullMarked;
