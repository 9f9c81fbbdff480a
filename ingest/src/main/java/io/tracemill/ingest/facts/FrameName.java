package io.tracemill.ingest.facts;

import io.tracemill.schemas.ActivityMark;
import io.tracemill.schemas.EventKind;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Names of frames that tell what their thread does: loaders as in {@link PhaseName}; compilers, of PyTorch ({@code
 * torch/_dynamo}, {@code torch/_inductor}, {@code torch/utils/cpp_extension.py}) and of Triton; waits for other ranks,
 * of PyTorch ({@code torch/distributed}), Gloo, NCCL and HCCL; operators of ATen that wait for a device; and modules,
 * which Kineto names {@code nn.Module: Linear_3}.
 */
final class FrameName {

    private static final List<String> INDUCTOR = List.of("compile", "_compile", "load", "codegen");

    /** Python functions that compile: beginnings of their names by the end of the name of their file. */
    private static final Map<String, List<String>> COMPILERS = Map.of(
            "torch/_inductor/compile_fx.py", INDUCTOR,
            "torch/_inductor/async_compile.py", INDUCTOR,
            "torch/_inductor/graph.py", INDUCTOR,
            "torch/_inductor/codecache.py", INDUCTOR,
            "torch/_dynamo/convert_frame.py", List.of(""),
            "triton/compiler/compiler.py", List.of("compile", "make_"),
            "triton/runtime/jit.py", List.of("compile", "_do_compile"));

    private static final KnownNames EXTENSIONS = new KnownNames(List.of(), List.of("torch/utils/cpp_extension"));

    /** Frames around code that was compiled before: they are there in every step. */
    private static final KnownNames COMPILED = new KnownNames(
            List.of(), List.of("call compiledfxgraph", "torchdynamo cache lookup", "compiled_fn", ": compile_wrapper"));

    private static final Pattern COMPILED_KERNEL = Pattern.compile("_compile_kernel.*cached");

    private static final KnownNames COLLECTIVES = new KnownNames(
            List.of("gloo:"),
            List.of(
                    "c10d::barrier",
                    "c10d::monitored_barrier",
                    "wait_tensor",
                    ":wait ##",
                    "ncclcomminit",
                    "hcclbarrier"));

    private static final Pattern WAIT_FOR_WORK = Pattern.compile("work.*: wait");

    /** Python functions that wait for other ranks, as for compilers. */
    private static final Map<String, List<String>> WAITS = Map.of("distributed_c10d.py", List.of("barrier", "wait"));

    /** Operators that read a value of a device. */
    private static final Set<String> READS = Set.of("aten::item", "aten::_local_scalar_dense", "aten::is_nonzero");

    /** Beginning of the name of the call of a module. */
    static final String MODULE = "nn.Module: ";

    /** Python frame of Kineto: file, line and function. */
    private static final Pattern CODE = Pattern.compile("(.*)\\([0-9]+\\): (.*)");

    private FrameName() {}

    /**
     * Activity that the name of a frame tells; null if it tells none. SYNC holds for operators only, MODULE for Python
     * frames only.
     */
    static @Nullable ActivityMark mark(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (PhaseName.isLoader(lower)) {
            return ActivityMark.INPUT;
        }
        if (compiles(lower)) {
            return ActivityMark.COMPILE;
        }
        if (COLLECTIVES.has(lower) || WAIT_FOR_WORK.matcher(lower).find() || isIn(WAITS, lower)) {
            return ActivityMark.COLLECTIVE_WAIT;
        }
        if (READS.contains(name)) {
            return ActivityMark.SYNC;
        }
        return name.startsWith(MODULE) ? ActivityMark.MODULE : null;
    }

    /** Whether a frame of a kind can have a mark. */
    static boolean holds(ActivityMark mark, EventKind kind) {
        return switch (mark) {
            case SYNC -> kind == EventKind.OPERATOR;
            case MODULE -> kind == EventKind.PYTHON;
            case INPUT, COMPILE, COLLECTIVE_WAIT, MODULE_LOAD, ALLOCATION, COPY, LAUNCH -> true;
        };
    }

    private static boolean compiles(String lower) {
        boolean compiled = COMPILED.has(lower) || COMPILED_KERNEL.matcher(lower).find();
        return !compiled && (isIn(COMPILERS, lower) || EXTENSIONS.has(lower) || CallName.loadsCode(lower));
    }

    private static boolean isIn(Map<String, List<String>> functionsByFile, String lower) {
        Matcher code = CODE.matcher(lower);
        if (!code.matches()) {
            return false;
        }
        String file = code.group(1);
        String function = code.group(2);
        return functionsByFile.entrySet().stream()
                .anyMatch(known -> file.endsWith(known.getKey())
                        && known.getValue().stream().anyMatch(function::startsWith));
    }
}
