package io.tracemill.cli.config;

import java.util.regex.Pattern;

/**
 * Kernels that take longer than usual.
 *
 * @param kernels what a part of their names matches
 * @param factor how many times as long
 */
public record Slowdown(Pattern kernels, double factor) {}
