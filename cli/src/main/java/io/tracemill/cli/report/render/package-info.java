/**
 * The report written down: as text for a terminal, as JSON or CSV for a program.
 *
 * <p>In: a {@link io.tracemill.cli.report.sheet.Document}. Out: characters. A renderer decides how a value is written and where it
 * stands; it computes, sorts, rates and leaves out nothing.
 */
@NullMarked
package io.tracemill.cli.report.render;

import org.jspecify.annotations.NullMarked;
