package io.tracemill.cli.diff;

import java.util.OptionalDouble;

/**
 * The comparison to make.
 *
 * @param before name of the first run, run and date, or trace
 * @param after name of the second
 * @param byDevice whether operators are told apart by the device they ran on
 * @param minShare operators, kernels and shapes with a smaller share in both runs are not judged, in percent
 * @param failAbove by how much nothing may be slower, in percent; empty if there is no limit
 */
public record DiffRequest(String before, String after, boolean byDevice, double minShare, OptionalDouble failAbove) {

    /** Checks that the share is one. */
    public DiffRequest {
        if (!(minShare >= 0 && minShare <= 100)) {
            throw new IllegalArgumentException("minShare must be 0 to 100 percent but was " + minShare);
        }
    }
}
