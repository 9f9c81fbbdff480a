/**
 * How {@code bench} prints a report, and the process in which DuckDB counts events. What is measured, and how, is in
 * the module {@code bench}.
 */
@NullMarked
package io.tracemill.cli.bench;

import org.jspecify.annotations.NullMarked;
