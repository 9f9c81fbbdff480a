/**
 * Reports as data: sheets of typed rows and sentences, and their declarations.
 *
 * <p>In: rows of any kind. Out: {@link Sheet}s, whose numbers are raw and have a unit each. Must not know traces,
 * terminals or file formats: a renderer decides how a value is written.
 */
@NullMarked
package io.tracemill.cli.report.sheet;

import org.jspecify.annotations.NullMarked;
