package io.tracemill.cli.report;

import io.tracemill.cli.report.sheet.Named;
import io.tracemill.schemas.RooflineBound;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Names for people of the shapes of an operator's inputs, and of what limits it. */
final class ShapeLabels {

    private static final Pattern TENSOR = Pattern.compile("\\[(\\d+(?:,\\d+)*)]");

    private ShapeLabels() {}

    /**
     * Shapes of tensors as in {@code 32x64x56x56 64x64x1x1}. Inputs without dimensions, such as numbers, are left out.
     *
     * @param dims dimensions of all inputs as a JSON array; null if unknown
     */
    static Named inputs(@Nullable String dims) {
        if (dims == null) {
            return new Named(null, "");
        }
        String tensors = TENSOR.matcher(dims)
                .results()
                .map(tensor -> tensor.group(1).replace(',', 'x'))
                .collect(Collectors.joining(" "));
        return new Named(dims, tensors.isEmpty() ? dims : tensors);
    }

    /** What limits an operator. */
    static @Nullable Named bound(@Nullable RooflineBound bound) {
        return bound == null
                ? null
                : new Named(
                        bound.name(),
                        switch (bound) {
                            case COMPUTE -> "compute";
                            case MEMORY -> "memory";
                            case NEITHER -> "neither";
                        });
    }
}
