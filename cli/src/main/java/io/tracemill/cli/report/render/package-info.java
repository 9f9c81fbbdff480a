/**
 * Renderers of documents: text for a terminal, JSON and CSV for programs.
 *
 * <p>In: a {@link io.tracemill.cli.report.sheet.Document}. Out: characters. A renderer decides how a value is written
 * and where it stands; it computes, sorts, rates and leaves out nothing.
 */
@NullMarked
package io.tracemill.cli.report.render;

import org.jspecify.annotations.NullMarked;
