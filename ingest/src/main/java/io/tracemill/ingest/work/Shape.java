package io.tracemill.ingest.work;

import java.util.Arrays;
import java.util.List;

/** Sizes of the dimensions of an input, or a list of numbers that an input is; none of them negative. */
final class Shape {

    /** Shape of what is no single tensor, or is not there. */
    static final Shape NONE = new Shape(new long[0], false);

    /** Largest size. Sums of a few sizes are exact; products saturate. */
    static final long LARGEST = 1L << 40;

    private final long[] sizes;
    private final boolean known;

    private Shape(long[] sizes, boolean known) {
        this.sizes = sizes;
        this.known = known;
    }

    /** Shape of these sizes, each from 0 to {@link #LARGEST}. */
    static Shape of(List<Long> sizes) {
        return new Shape(sizes.stream().mapToLong(size -> size).toArray(), true);
    }

    /** Whether the shape is known. A number has one without dimensions; so has an input that is left out. */
    boolean isKnown() {
        return known;
    }

    boolean hasRank(int rank) {
        return known && sizes.length == rank;
    }

    /** Whether it is the shape of a tensor with dimensions. */
    boolean isTensor() {
        return sizes.length > 0;
    }

    int rank() {
        return sizes.length;
    }

    /** Size of a dimension, the first of which is 0. */
    long size(int dimension) {
        return sizes[dimension];
    }

    /** Size of a dimension; a list of one number holds for all. */
    long sizeOfAll(int dimension) {
        return sizes[sizes.length == 1 ? 0 : dimension];
    }

    /** Whether it is a list of numbers for so many dimensions, or of one number for all. */
    boolean isFor(int dimensions) {
        return sizes.length == dimensions || sizes.length == 1;
    }

    /** Number of elements, which saturates. */
    long elements() {
        return Saturated.product(sizes);
    }

    /** Number of elements of each item of the first dimensions. */
    long elementsFrom(int dimension) {
        return Saturated.product(Arrays.copyOfRange(sizes, Math.min(dimension, sizes.length), sizes.length));
    }

    /** Number of items of the dimensions before one. */
    long elementsTo(int dimension) {
        return Saturated.product(Arrays.copyOf(sizes, dimension));
    }
}
