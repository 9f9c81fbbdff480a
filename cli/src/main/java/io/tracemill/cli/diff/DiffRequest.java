package io.tracemill.cli.diff;

/**
 * The comparison to make.
 *
 * @param before name of the first
 * @param after name of the second
 * @param byDevice whether operators are told apart by the device they ran on
 * @param minShare operators with a smaller share in both runs are not judged, in percent
 */
public record DiffRequest(String before, String after, boolean byDevice, double minShare) {

    /** Checks that the share is one. */
    public DiffRequest {
        if (!(minShare >= 0 && minShare <= 100)) {
            throw new IllegalArgumentException("minShare must be 0 to 100 percent but was " + minShare);
        }
    }
}
