/**
 * The report as data: sheets of typed rows and sentences, and how they are declared.
 *
 * <p>In: rows of any kind. Out: {@link Sheet}s, whose numbers are raw and have a unit each. Knows no trace, no terminal and no file
 * format: how a value is written is the business of a renderer.
 */
@NullMarked
package io.tracemill.cli.report.sheet;

import org.jspecify.annotations.NullMarked;
