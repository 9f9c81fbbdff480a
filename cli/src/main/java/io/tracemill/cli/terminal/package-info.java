/**
 * What a process and its user say to each other: standard output and error, the line that shows progress, errors in one
 * line, the exit code; and how numbers and tables are written for a person.
 *
 * <p>Every other package of the command line may use it; it knows no command and no stage.
 */
@NullMarked
package io.tracemill.cli.terminal;

import org.jspecify.annotations.NullMarked;
