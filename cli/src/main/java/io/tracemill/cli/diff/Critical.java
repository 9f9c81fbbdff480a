package io.tracemill.cli.diff;

/**
 * Sizes of t, for all measures of a comparison at once, that noise exceeds in 1 % of comparisons of equal runs.
 *
 * @param change in either direction; NaN where noise is not known
 * @param slower in the direction of slower
 */
record Critical(double change, double slower) {

    static final Critical UNKNOWN = new Critical(Double.NaN, Double.NaN);
}
