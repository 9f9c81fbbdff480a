/**
 * The log of the program: lines on stderr, quiet unless something is wrong. SLF4J finds it through {@link
 * io.tracemill.cli.log.LogProvider}. Small, because every command loads it; why it is our own is in {@code
 * docs/decisions/0015-own-log-lines.md}.
 */
@NullMarked
package io.tracemill.cli.log;

import org.jspecify.annotations.NullMarked;
