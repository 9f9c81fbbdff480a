package io.tracemill.cli.export;

/**
 * What was exported.
 *
 * @param spans spans
 * @param flows flows from a launch to its device event
 * @param gaps gaps of devices
 * @param bytes bytes of JSON, before compression
 */
public record ExportOutcome(long spans, long flows, long gaps, long bytes) {}
