/**
 * The command line: one class per command. The only place that sees every stage.
 *
 * <p>In: arguments, environment, a file of settings. Out: data on stdout, talk and progress on stderr, an exit code.
 * Rules of the pipeline do not belong here; commands put stages together and say what became of them.
 */
@NullMarked
package io.tracemill.cli;

import org.jspecify.annotations.NullMarked;
