/**
 * Telemetry of a fleet. In: what exporters and collectors say of nodes and their devices, in any of several formats.
 * Out: {@link io.tracemill.schemas.TelemetryBatch}, the readings that one source has of one node.
 *
 * <p>The packages below are its steps, in this order: a reader per format ({@code text} and its peers) gives samples
 * ({@code sample}); {@code quantity} says what an exporter's metric is; {@code series} says of which node and device
 * it is; {@code batch} collects the readings and encodes them. Words of vendors are known here, as in {@code ingest}.
 *
 * <p>Must not import {@code ingest}, {@code streams-app} or {@code storage}.
 */
@NullMarked
package io.tracemill.telemetry;

import org.jspecify.annotations.NullMarked;
