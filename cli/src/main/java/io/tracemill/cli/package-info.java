/** The command line: one class per command, and the report. The only place that sees every stage. */
@NullMarked
package io.tracemill.cli;

import org.jspecify.annotations.NullMarked;
