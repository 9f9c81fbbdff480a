package io.tracemill.ingest.work;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Operators that make each element of a tensor from those of two, which are repeated to one shape. */
enum Combination implements Family {
    /** The result is a tensor of its own. */
    NEW,
    /** The result takes the place of the first input. */
    IN_PLACE;

    private static final Formula FORMULA = new Formula(
            "elementwise, of two tensors",
            "1 per element of the result",
            "both inputs and the result; a number is one element",
            Formula.Unit.VECTOR);

    @Override
    public Formula formula() {
        return FORMULA;
    }

    @Override
    public @Nullable Work work(Inputs inputs) {
        Shape left = inputs.shape(0);
        Shape right = inputs.shape(1);
        @Nullable Shape result = left.isKnown() && right.isKnown() ? broadcast(left, right) : null;
        if (result == null) {
            return null;
        }
        Traffic traffic = new Traffic()
                .add(left.elements(), inputs.type(0))
                .add(right.elements(), inputs.type(1))
                .add(result.elements(), resultType(inputs));
        return Work.ofVectors(result.elements(), traffic, inputs.type(0));
    }

    /** Type of a tensor for the result, else the larger type of two tensors, else that of the only tensor. */
    private ElementType resultType(Inputs inputs) {
        ElementType left = inputs.type(0);
        ElementType right = inputs.type(1);
        if (this == IN_PLACE) {
            return left;
        }
        if (inputs.has(2)) {
            return inputs.type(2);
        }
        if (inputs.has(0) && inputs.has(1)) {
            return right.bytes() > left.bytes() ? right : left;
        }
        return inputs.has(0) ? left : right;
    }

    /** Shape of two that are aligned at their ends, where a size of 1 takes that of the other; null if they differ. */
    private static @Nullable Shape broadcast(Shape left, Shape right) {
        int rank = Math.max(left.rank(), right.rank());
        List<Long> sizes = new ArrayList<>(rank);
        for (int dimension = 0; dimension < rank; dimension++) {
            long one = sizeAt(left, dimension - rank + left.rank());
            long other = sizeAt(right, dimension - rank + right.rank());
            if (one != other && one != 1 && other != 1) {
                return null;
            }
            sizes.add(one == 1 ? other : one);
        }
        return Shape.of(sizes);
    }

    private static long sizeAt(Shape shape, int dimension) {
        return dimension < 0 ? 1 : shape.size(dimension);
    }
}
