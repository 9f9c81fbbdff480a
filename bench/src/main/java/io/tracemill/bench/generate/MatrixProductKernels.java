package io.tracemill.bench.generate;

/** Kernels of matrix products, by what is transposed. */
enum MatrixProductKernels {
    FORWARD("tn", "32x5"),
    INPUT_GRADIENT("nn", "64x3"),
    WEIGHT_GRADIENT("nt", "32x6");

    private static final int THREADS = 256;
    private static final int REGISTERS = 230;

    private final String layout;
    private final String pipeline;

    MatrixProductKernels(String layout, String pipeline) {
        this.layout = layout;
        this.pipeline = pipeline;
    }

    /** The product of a layer's {@code width}. */
    Kernel kernel(TokenBatch tokens, long nanos) {
        return named(tokens, tokens.stage().tile(), nanos);
    }

    /** The product of four times the width. */
    Kernel wide(TokenBatch tokens, long nanos) {
        return named(tokens, tokens.stage().wideTile(), nanos);
    }

    /** Adds up what blocks computed for parts of the inner dimension. */
    static Kernel sumOfParts(TokenBatch tokens, boolean bias) {
        return Kernel.compute(
                "void cublasLt::splitKreduce_kernel<32, 16, int, __nv_bfloat16, __nv_bfloat16, float, __nv_bfloat16, "
                        + bias + ", true, false>(cublasLt::cublasSplitKParams<float>, __nv_bfloat16 const*,"
                        + " __nv_bfloat16 const*, __nv_bfloat16*, __nv_bfloat16 const*, float const*, float const*,"
                        + " __nv_bfloat16 const*, __nv_bfloat16*, void*, long, float*, int*)",
                tokens.nanos(4_100),
                512,
                64);
    }

    private Kernel named(TokenBatch tokens, String tile, long nanos) {
        String name = "ampere_bf16_s16816gemm_bf16_" + tile + "_ldg8_relu_f2f_stages_" + pipeline + "_" + layout;
        if (tokens.stage().isCutlass()) {
            String type =
                    "cutlass_80_tensorop_bf16_s16816gemm_relu_bf16_" + tile + "_" + pipeline + "_" + layout + "_align8";
            name = "void cutlass::Kernel2<" + type + ">(" + type + "::Params)";
        }
        return Kernel.compute(name, tokens.nanos(nanos), THREADS, REGISTERS);
    }
}
