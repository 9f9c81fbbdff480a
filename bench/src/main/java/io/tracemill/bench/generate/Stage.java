package io.tracemill.bench.generate;

import java.util.List;

/**
 * A width of the model. Libraries choose their kernels by it, so each stage brings names of its own, as the parts of a real model do.
 *
 * @param width of the hidden state
 * @param headSize width of an attention head
 * @param tile what the library's matrix products of {@code width} are cut into
 * @param wideTile the same for products of four times the width
 * @param form how elementwise kernels are built for tensors of this width
 */
record Stage(int width, int headSize, String tile, String wideTile, Elementwise.Form form) {
    private static final List<Stage> ALL = List.of(
            new Stage(1024, 64, "128x64", "256x64", Elementwise.Form.VECTOR_4),
            new Stage(1152, 96, "64x64", "128x128", Elementwise.Form.VECTOR_2),
            new Stage(1280, 128, "128x128", "256x128", Elementwise.Form.UNROLLED),
            new Stage(1536, 64, "64x128", "128x256", Elementwise.Form.VECTOR_4),
            new Stage(1664, 96, "96x128", "192x128", Elementwise.Form.STRIDED),
            new Stage(2048, 128, "160x128", "256x160", Elementwise.Form.VECTOR_2));

    static Stage of(int layer) {
        return ALL.get(layer % ALL.size());
    }

    /** Whether the library is cuBLAS itself, or CUTLASS as shipped with it. */
    boolean isCutlass() {
        return ALL.indexOf(this) % 2 == 1;
    }
}
