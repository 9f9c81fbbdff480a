package io.tracemill.ingest.facts;

import io.tracemill.schemas.PhaseMark;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Names that tell a phase: PyTorch's ({@code torch/optim/optimizer.py}, {@code torch/csrc/autograd/engine.cpp}, {@code
 * torch/utils/data}, {@code torch/utils/checkpoint.py}) and its steps, the ranges that vLLM and SGLang write around an
 * iteration, and those that training programs commonly use.
 */
final class PhaseName {

    private static final List<String> OPTIMIZER = List.of("Optimizer.", "## optimizer ##");
    private static final String RECOMPUTATION = "recompute_fn";
    private static final String AUTOGRAD = "autograd::engine";
    private static final String STEP = "ProfilerStep#";

    /** Beginnings of the names of loaders, in lower case. */
    private static final List<String> LOADERS = List.of(
            "enumerate(dataloader)",
            "enumerate(datapipe)",
            "## load_batch",
            "dataloader",
            "dataload",
            "data_load",
            "[dataload",
            "[data_load");

    /** Frames in which a loader waits for its next batch, in lower case: a part of their names, and what follows. */
    private static final String LOADER = "dataloader";

    private static final List<String> NEXT_BATCH = List.of("__next__", "_next_data");

    /** Parts of an iteration that the ranges of inference engines name, in lower case. */
    private static final Map<String, PhaseMark> ITERATIONS = Map.of(
            "step[extend", PhaseMark.PREFILL,
            "step[prefill", PhaseMark.PREFILL,
            "step[decode", PhaseMark.DECODE,
            "step[mixed", PhaseMark.MIXED,
            "step[idle", PhaseMark.INFERENCE);

    private static final Pattern EXECUTION =
            Pattern.compile("execute_(?:[0-9]+_)?context_([0-9]+)\\(.*?\\)_generation_([0-9]+)\\(");

    private static final String NONE = "0";

    private static final String DIFFUSION = "execute_diffusion";
    private static final String INFERENCE = "model_inference";

    private PhaseName() {}

    /** Phase that a name tells; null if it tells none. */
    static @Nullable PhaseMark mark(String name) {
        if (begins(name, OPTIMIZER)) {
            return PhaseMark.OPTIMIZER;
        }
        if (name.contains(RECOMPUTATION)) {
            return PhaseMark.RECOMPUTE;
        }
        if (name.startsWith(AUTOGRAD)) {
            return PhaseMark.BACKWARD;
        }
        if (name.startsWith(STEP)) {
            return PhaseMark.STEP;
        }
        String lower = name.toLowerCase(Locale.ROOT);
        return isLoader(lower) ? PhaseMark.DATA : inference(name, lower);
    }

    /** Whether a name in lower case is that of a loader of data. */
    static boolean isLoader(String lower) {
        int loader = lower.indexOf(LOADER);
        return begins(lower, LOADERS)
                || (loader >= 0 && NEXT_BATCH.stream().anyMatch(next -> lower.indexOf(next, loader) >= 0));
    }

    private static @Nullable PhaseMark inference(String name, String lower) {
        for (Map.Entry<String, PhaseMark> iteration : ITERATIONS.entrySet()) {
            if (lower.startsWith(iteration.getKey())) {
                return iteration.getValue();
            }
        }
        Matcher execution = EXECUTION.matcher(name);
        if (execution.find()) {
            boolean prefills = !execution.group(1).equals(NONE);
            boolean decodes = !execution.group(2).equals(NONE);
            return prefills && decodes
                    ? PhaseMark.MIXED
                    : prefills ? PhaseMark.PREFILL : decodes ? PhaseMark.DECODE : PhaseMark.INFERENCE;
        }
        return name.equals(INFERENCE) || name.startsWith(DIFFUSION) ? PhaseMark.INFERENCE : null;
    }

    private static boolean begins(String name, List<String> beginnings) {
        return beginnings.stream().anyMatch(name::startsWith);
    }
}
