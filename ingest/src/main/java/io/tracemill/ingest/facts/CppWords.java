package io.tracemill.ingest.facts;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Words in names of functions in C++: which are types of elements, and which say nothing of what a kernel does. */
final class CppWords {

    /** Types of elements in the field's terms. Those of f32 are not said: it is what is usual. */
    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("float", "f32"),
            Map.entry("double", "f64"),
            Map.entry("Half", "f16"),
            Map.entry("half", "f16"),
            Map.entry("__half", "f16"),
            Map.entry("__half2", "f16"),
            Map.entry("half_t", "f16"),
            Map.entry("BFloat16", "bf16"),
            Map.entry("__nv_bfloat16", "bf16"),
            Map.entry("__nv_bfloat162", "bf16"),
            Map.entry("__hip_bfloat16", "bf16"),
            Map.entry("hip_bfloat16", "bf16"),
            Map.entry("bfloat16", "bf16"),
            Map.entry("bfloat16_t", "bf16"),
            Map.entry("bf16_t", "bf16"),
            Map.entry("Float8_e4m3fn", "e4m3"),
            Map.entry("Float8_e4m3fnuz", "e4m3"),
            Map.entry("__nv_fp8_e4m3", "e4m3"),
            Map.entry("float_e4m3_t", "e4m3"),
            Map.entry("Float8_e5m2", "e5m2"),
            Map.entry("Float8_e5m2fnuz", "e5m2"),
            Map.entry("__nv_fp8_e5m2", "e5m2"),
            Map.entry("float_e5m2_t", "e5m2"),
            Map.entry("int", "i32"),
            Map.entry("long", "i64"),
            Map.entry("short", "i16"),
            Map.entry("int8_t", "i8"),
            Map.entry("int64_t", "i64"),
            Map.entry("int32_t", "i32"),
            Map.entry("bool", "bool"));

    static final String USUAL_TYPE = "f32";

    /** Types that count or flag more often than they are data. */
    private static final Set<String> SIDE_TYPES = Set.of("i32", "i64", "i16", "bool");

    /** Functions and classes that only hold another one, which says more. */
    static final Set<String> WRAPPERS = Set.of(
            "gpu_kernel_impl",
            "gpu_kernel_impl_nocast",
            "gpu_index_kernel",
            "func_wrapper_t",
            "ReduceOp",
            "AUnaryFunctor",
            "BUnaryFunctor",
            "BinaryFunctor",
            "normal_and_transform",
            "uniform_and_transform",
            "distribution_binary_transform",
            "enable_sm80_to_sm89",
            "enable_sm90",
            "enable_sm90_or_later",
            "enable_3x_kernel_for_sm10",
            "FlashAttnFwdSm90Base",
            "wrapped_scan_config",
            "wrapped_reduce_config",
            "DeviceRadixSortPolicy");

    /** Names of functions that say nothing: what is before them in the path, or what they are made with, does. */
    static final Set<String> EMPTY = Set.of(
            "kernel",
            "Kernel",
            "Kernel2",
            "kernel2",
            "device_kernel",
            "globalKernel",
            "trampoline_kernel",
            "kentry",
            "operator()",
            "run",
            "invoke",
            "type",
            "_kernel_agent",
            "static_kernel",
            "kernel_entry",
            "launch");

    /** Classes of arguments that say how data is reached, not what is done with it. */
    private static final Pattern NOISE = Pattern.compile(
            "Array|array|\\w*OffsetCalculator|(?:Load|Store)With\\w*|TensorListMetadata|OpaqueType|Opaque|tuple|Tuple|pair"
                    + "|\\w*TensorAccessor\\w*|integral_constant|Sequence|sequence|C|cublasGemv\\w+|\\w*Params\\w*|default_config|true|false|decltype|char|signed|unsigned|void"
                    + "|\\w*Policy\\w*|\\w*TileState\\w*|TensorInfo|NullType|\\w*Iterator\\w*|nullptr_t|__nv_bool|in_place_t");

    /** Ends of names that say only that they are of a kernel. */
    private static final Pattern END = Pattern.compile(
            "(?:_cuda_kernel_impl|_kernel_cuda|_cuda_kernel|_kernel_impl|_kernel_gpu|CUDAKernelImpl|KernelImplInternal|KernelImpl"
                    + "|CUDAKernel|_cuda_out|_kernel|_cuda|Kernel)$");

    /** Functions that do whatever they are made with, which says more of them than their own name. */
    private static final Pattern GENERAL =
            Pattern.compile(".*elementwise.*|reduce|reduce_by_key|multi_tensor_apply|transform|for_each|CppNode");

    private static final Pattern WORD = Pattern.compile("[A-Za-z_]\\w*+");

    private static final String UNSIGNED = "unsigned";

    private CppWords() {}

    static boolean isType(String identifier) {
        return TYPES.containsKey(identifier);
    }

    static boolean isNoise(String identifier) {
        return isType(identifier) || NOISE.matcher(identifier).matches();
    }

    static boolean isGeneral(String identifier) {
        return GENERAL.matcher(identifier).matches();
    }

    /** A word in the field's terms, if it is a type of elements. */
    static String inTerms(String word) {
        return TYPES.getOrDefault(word, word);
    }

    /** Name without the words that say only that it is of a kernel. */
    static String trimmed(String identifier) {
        Matcher end = END.matcher(identifier);
        String begin = end.find() && end.start() > 0 ? identifier.substring(0, end.start()) : identifier;
        return begin.replace("_kernel_", "_");
    }

    /** Type of elements that a text speaks of first, or of indexes if it speaks of no other; empty if of none. */
    static List<String> type(String text) {
        Matcher words = WORD.matcher(text);
        String side = "";
        while (words.find()) {
            String type = TYPES.getOrDefault(words.group(), "");
            boolean isUnsigned = text.startsWith(UNSIGNED, words.start() - UNSIGNED.length() - 1);
            if (!type.isEmpty() && !isUnsigned) {
                if (!SIDE_TYPES.contains(type)) {
                    return List.of(type);
                }
                side = side.isEmpty() || side.equals("bool") ? type : side;
            }
        }
        return side.isEmpty() ? List.of() : List.of(side);
    }
}
