package io.tracemill.streams.trace;

import org.jspecify.annotations.Nullable;

/**
 * Operator with inputs of one shape.
 *
 * @param id id of the shape in its trace, from 1; {@link #OTHERS} for those that found no room
 * @param name id of the operator's name
 * @param inputs what the file says of its inputs
 * @param work work of one call; null if it is not modelled
 */
public record Shape(
        int id, int name, Inputs inputs, @Nullable ShapeWork work) {

    /** Id of the shapes that found no room. */
    public static final int OTHERS = -1;

    /**
     * Inputs of an operator, each as the JSON text of the file; null where the file does not say.
     *
     * @param dims their shapes
     * @param types their types
     * @param strides their strides
     * @param concrete values of those that are no tensors
     */
    public record Inputs(
            @Nullable Text dims,
            @Nullable Text types,
            @Nullable Text strides,
            @Nullable Text concrete) {

        static final Inputs UNKNOWN = new Inputs(null, null, null, null);
    }

    /** Id of a shape; 0 for null. */
    public static int idOf(@Nullable Shape shape) {
        return shape == null ? 0 : shape.id;
    }

    /** Whether it stands for the shapes that found no room. */
    public boolean isOthers() {
        return id == OTHERS;
    }
}
