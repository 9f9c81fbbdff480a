/**
 * Files that Ascend's profilers write beside a trace: settings, tables of kernels and of memory, and a summary of
 * collectives. In: the directory of a profile. Out: events, and rows that are attached to device events, for the
 * sorter.
 */
@NullMarked
package io.tracemill.ingest.ascend;

import org.jspecify.annotations.NullMarked;
