package io.tracemill.ingest.dialect;

import io.tracemill.ingest.dialect.Linking.ByFlow;
import io.tracemill.ingest.pack.Lane;
import io.tracemill.schemas.EventKind;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Traces of PyTorch's first profiler, {@code torch.autograd.profiler} with {@code export_chrome_trace}. Events have no
 * category: operators are in the process {@code CPU functions}, kernels in {@code CUDA functions}, where the thread is
 * the device. A {@code cpu_to_cuda} flow leads from the operator to its kernel. Since PyTorch 1.9 only the starts of
 * the flows are written, and no kernels.
 *
 * <p>Source: pytorch/pytorch, {@code torch/autograd/profiler.py} and {@code profiler_util.py}.
 */
final class AutogradDialect implements Dialect {

    private static final Pattern FUNCTIONS = Pattern.compile("([A-Za-z0-9]+) functions");

    private static final Telltales TELLTALES = Telltales.of(new Mark.ProcessName(FUNCTIONS));

    private static final ArgNames ARGS = ArgNames.sharedAnd(Map.of());

    private static final CategoryKinds KINDS = CategoryKinds.sharedAnd(Map.of());

    private static final Linking LINKING = new ByFlow("cpu_to_*", Linking.Ids.SEQUENTIAL);

    private static final Lanes LANES = Lanes.ofIds(AutogradDialect::lane);

    @Override
    public String name() {
        return "autograd";
    }

    @Override
    public Telltales telltales() {
        return TELLTALES;
    }

    @Override
    public ArgNames argNames() {
        return ARGS;
    }

    @Override
    public CategoryKinds categoryKinds() {
        return KINDS;
    }

    @Override
    public Linking linking() {
        return LINKING;
    }

    @Override
    public Lanes lanes() {
        return LANES;
    }

    private static LaneFacts lane(Lane lane) {
        Matcher functions = FUNCTIONS.matcher(lane.process());
        if (!functions.matches()) {
            return LaneFacts.NONE;
        }
        return functions.group(1).equals("CPU")
                ? LaneFacts.ofHost(EventKind.OPERATOR)
                : new LaneFacts(EventKind.KERNEL, lane.thread(), null);
    }
}
