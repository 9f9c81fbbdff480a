/**
 * What Ascend's profilers leave beside a trace: settings, tables of kernels and of memory, and a summary of collectives. In: a
 * profile's directory. Out: events that the sorter puts among those of the trace, some of them to be put on its device events.
 */
@NullMarked
package io.tracemill.ingest.ascend;

import org.jspecify.annotations.NullMarked;
