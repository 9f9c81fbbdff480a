package io.tracemill.cli.config;

/**
 * A value given outside the command line.
 *
 * @param value as it was written
 * @param source where it was written, such as {@code tracemill.properties: line 3}
 */
record Setting(String value, String source) {}
