package io.tracemill.bench.generate;

import java.util.List;

/**
 * Layers of one width. Libraries choose their kernels by width, so each stage has kernel names of its own, as the parts
 * of a real model do.
 *
 * @param width of the hidden state
 * @param headSize width of an attention head
 * @param tile what the library's matrix products of {@code width} are cut into
 * @param wideTile the same for products of four times the width
 * @param form how elementwise kernels are built for tensors of this width
 */
record ModelStage(int width, int headSize, String tile, String wideTile, ElementwiseKernels.Form form) {
    private static final List<ModelStage> ALL = List.of(
            new ModelStage(1024, 64, "128x64", "256x64", ElementwiseKernels.Form.VECTOR_4),
            new ModelStage(1152, 96, "64x64", "128x128", ElementwiseKernels.Form.VECTOR_2),
            new ModelStage(1280, 128, "128x128", "256x128", ElementwiseKernels.Form.UNROLLED),
            new ModelStage(1536, 64, "64x128", "128x256", ElementwiseKernels.Form.VECTOR_4),
            new ModelStage(1664, 96, "96x128", "192x128", ElementwiseKernels.Form.STRIDED),
            new ModelStage(2048, 128, "160x128", "256x160", ElementwiseKernels.Form.VECTOR_2));

    static ModelStage of(int layer) {
        return ALL.get(layer % ALL.size());
    }

    /** Whether the library is cuBLAS itself, or CUTLASS as shipped with it. */
    boolean isCutlass() {
        return ALL.indexOf(this) % 2 == 1;
    }
}
