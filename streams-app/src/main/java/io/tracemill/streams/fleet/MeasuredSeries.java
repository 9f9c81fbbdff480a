package io.tracemill.streams.fleet;

/**
 * A series and what its readings say of a window.
 *
 * @param intervalNanos median time between two readings, in ns; -1 if it is not known
 */
record MeasuredSeries(Series series, WindowValue value, long intervalNanos) {}
