package io.tracemill.bench.generate;

/** Kernels of fused attention, instantiated for each size of a head. */
final class AttentionKernels {
    private final TokenBatch tokens;
    private final String forwardTraits;
    private final String backwardTraits;

    AttentionKernels(TokenBatch tokens) {
        this.tokens = tokens;
        int head = tokens.stage().headSize();
        int rows = head == 64 ? 128 : 64;
        this.forwardTraits = "<Flash_fwd_kernel_traits<" + head + ", 128, " + rows
                + ", 4, false, false, cutlass::bfloat16_t, Flash_kernel_traits<" + head + ", 128, " + rows
                + ", 4, cutlass::bfloat16_t> >";
        this.backwardTraits = "Flash_bwd_kernel_traits<" + head + ", " + rows
                + ", 128, 8, 4, 4, 4, false, false, cutlass::bfloat16_t, Flash_kernel_traits<" + head + ", " + rows
                + ", 128, 8, cutlass::bfloat16_t> >";
    }

    Kernel forward() {
        return kernel(
                "flash_fwd_kernel" + forwardTraits + ", false, true, false, false, true, true, false, false>",
                "fwd",
                74_000,
                224);
    }

    Kernel rowSums() {
        return kernel("flash_bwd_dot_do_o_kernel<true, " + backwardTraits + " >", "bwd", 8_000, 48);
    }

    Kernel backward() {
        return kernel(
                "flash_bwd_dq_dk_dv_loop_seqk_parallel_kernel<" + backwardTraits
                        + ", false, true, false, false, true, true, false>",
                "bwd",
                168_000,
                255);
    }

    Kernel convert() {
        return kernel("flash_bwd_convert_dq_kernel<" + backwardTraits + " >", "bwd", 7_000, 40);
    }

    private Kernel kernel(String template, String direction, long nanos, int registers) {
        return Kernel.compute(
                "void pytorch_flash::" + template + "(pytorch_flash::Flash_" + direction + "_params)",
                tokens.nanos(nanos),
                128,
                registers);
    }
}
