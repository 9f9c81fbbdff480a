/**
 * Filters of the rows of a report.
 *
 * <p>In: a document and conditions on columns. Out: a document with the rows that meet them. Must not know traces,
 * terminals or file formats.
 */
@NullMarked
package io.tracemill.cli.report.filter;

import org.jspecify.annotations.NullMarked;
