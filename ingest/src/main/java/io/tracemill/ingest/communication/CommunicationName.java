package io.tracemill.ingest.communication;

/**
 * Names that tell whether something communicates, each with those who give it. The pattern of a kernel is matched
 * against the name of its function in snake case, without return type, template arguments and parameters, from the
 * start of the function's name or of one of its namespaces. The pattern of an operator is matched from the start of the
 * operator's name.
 */
public enum CommunicationName {
    NCCL(Bearer.KERNEL, "NVIDIA NCCL, AMD RCCL", "[nr]ccl"),
    HCCL(Bearer.KERNEL, "Huawei HCCL", "hccl|hcom_"),
    MCCL(Bearer.KERNEL, "Moore Threads MCCL, MetaX MCCL", "mccl"),
    CNCL(Bearer.KERNEL, "Cambricon CNCL", "cncl"),
    MSCCL(Bearer.KERNEL, "Microsoft MSCCL, MSCCL++", "msccl"),
    ONE_CCL(Bearer.KERNEL, "Intel oneCCL: collectives, sends and receives", "oneccl"),
    NVSHMEM(Bearer.KERNEL, "NVIDIA NVSHMEM", "nvshmem"),
    ROCSHMEM(Bearer.KERNEL, "AMD rocSHMEM", "roc_?shmem"),
    CROSS_DEVICE_REDUCE(Bearer.KERNEL, "vLLM, SGLang, AITER: their own all-reduce", "cross_device_reduce"),
    MULTIMEM(Bearer.KERNEL, "PyTorch's symmetric memory", "\\w*(?<![a-z])multimem_"),
    USERBUFFERS(Bearer.KERNEL, "NVIDIA Transformer Engine", "k?userbuffers_"),
    DEEP_EP(
            Bearer.KERNEL,
            "DeepSeek DeepEP, UCCL: tokens to and from experts",
            "(?:deep_ep|hybrid_ep|uccl)::(?:\\w+::)*(?:cached_)?(?:notify|dispatch|combine|barrier)"),
    MORI(Bearer.KERNEL, "AMD MORI: tokens to and from experts", "mori(?:::|_)|ep_(?:dispatch|combine)_\\w*kernel"),
    MOE_A2A(
            Bearer.KERNEL,
            "NVIDIA TensorRT-LLM, FlashInfer: tokens to and from experts",
            "moe_a2a_?(?:dispatch|combine)"),
    ALL_REDUCE(
            Bearer.KERNEL,
            "anyone's all-reduce, such as a one-shot or two-shot one, but not that of a block or of threads",
            "\\w*(?<![a-z])(?<!block_|group_|warp_|wave_|thread_|cta_)all_?reduce"),
    ALL_GATHER(Bearer.KERNEL, "anyone's all-gather", "\\w*(?<![a-z])all_?gather"),
    REDUCE_SCATTER(Bearer.KERNEL, "anyone's reduce-scatter", "\\w*(?<![a-z])reduce_?scatter"),
    ALL_TO_ALL(Bearer.KERNEL, "anyone's all-to-all", "\\w*(?<![a-z])all_?to_?all"),

    INDUCTOR(
            Bearer.COMPUTING_KERNEL,
            "PyTorch Inductor, which names kernels after the operators they are made from",
            "triton_"),
    ATEN(Bearer.COMPUTING_KERNEL, "PyTorch's own kernels", "at::native::"),

    PARAM_COMMS(Bearer.OPERATOR, "PyTorch: arguments of a collective", "record_param_comms"),
    C10D(Bearer.OPERATOR, "PyTorch's process groups", "c10d::"),
    C10D_FUNCTIONAL(Bearer.OPERATOR, "PyTorch's functional collectives", "_c10d_functional"),
    NCCL_CALL(Bearer.OPERATOR, "PyTorch's calls of NCCL", "nccl:");

    /** What bears a name. */
    public enum Bearer {
        /** Kernel that communicates. */
        KERNEL,
        /** Kernel that computes, whatever else its name says and wherever it is launched. */
        COMPUTING_KERNEL,
        /** Operator or annotation that communicates. */
        OPERATOR
    }

    private final Bearer bearer;
    private final String source;
    private final String pattern;

    CommunicationName(Bearer bearer, String source, String pattern) {
        this.bearer = bearer;
        this.source = source;
        this.pattern = pattern;
    }

    /** What bears the name. */
    public Bearer bearer() {
        return bearer;
    }

    /** Makers and libraries that give the name. */
    public String source() {
        return source;
    }

    /** Regular expression of the name. */
    public String pattern() {
        return pattern;
    }
}
