/**
 * The commands, one class each, and {@code Main}, which lists them. The only module that sees every stage.
 *
 * <p>In: arguments, environment, a file of settings. Out: data on stdout, messages and progress on stderr, an exit
 * code. Rules of the pipeline do not belong here; commands put stages together and report the result. The packages
 * below do the work of the commands and import none of them.
 */
@NullMarked
package io.tracemill.cli;

import org.jspecify.annotations.NullMarked;
