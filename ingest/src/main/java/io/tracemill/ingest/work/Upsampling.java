package io.tracemill.ingest.work;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Upsampling to the nearest element: input, size of the output, and a factor per dimension. */
enum Upsampling implements Family {
    NEAREST;

    private static final Formula FORMULA =
            new Formula("upsampling", "1 per element of the output", "input and output", Formula.Unit.VECTOR);

    private static final Pattern FACTORS = Pattern.compile("\\[[0-9]{1,6}\\.[0-9]{0,6}(, *[0-9]{1,6}\\.[0-9]{0,6})*]");
    private static final int SIZE = 1;
    private static final int FACTOR = 2;

    @Override
    public Formula formula() {
        return FORMULA;
    }

    @Override
    public @Nullable Work work(Inputs inputs) {
        Shape input = inputs.shape(0);
        if (input.rank() < 3) {
            return null;
        }
        Shape size = inputs.numbers(SIZE).isTensor() ? inputs.numbers(SIZE) : scaled(input, inputs.value(FACTOR));
        if (!size.hasRank(input.rank() - 2)) {
            return null;
        }
        long output = Saturated.product(input.elementsTo(2), size.elements());
        ElementType type = inputs.type(0);
        Traffic traffic = new Traffic().add(input.elements(), type).add(output, type);
        return Work.ofVectors(output, traffic, type);
    }

    /** Size of the output by factors; {@link Shape#NONE} if they are not as many as dimensions. */
    private static Shape scaled(Shape input, String factors) {
        int dimensions = input.rank() - 2;
        if (!FACTORS.matcher(factors).matches()) {
            return Shape.NONE;
        }
        List<Double> scales = Pattern.compile(", *")
                .splitAsStream(factors.substring(1, factors.length() - 1))
                .map(Double::valueOf)
                .toList();
        return scales.size() != dimensions
                ? Shape.NONE
                : Shape.of(IntStream.range(0, dimensions)
                        .mapToObj(dimension -> (long) (input.size(2 + dimension) * scales.get(dimension)))
                        .toList());
    }
}
