/**
 * Where the value of an option comes from when the command line does not give it: the environment, then a file.
 *
 * <p>In: arguments, environment, a file. Out: values for picocli, each with where it came from. Knows no command.
 */
@NullMarked
package io.tracemill.cli.config;

import org.jspecify.annotations.NullMarked;
