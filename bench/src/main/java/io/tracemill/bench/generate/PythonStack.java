package io.tracemill.bench.generate;

import io.tracemill.bench.generate.Action.PythonNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The Python frames that a call of a module passes through, and the small calls on the way. */
final class PythonStack {
    /** With these, Python frames are about three in five events of the file. */
    private static final int BUILTINS_PER_MODULE = 72;

    private static final List<String> BUILTINS = List.of(
            "<built-in function isinstance>",
            "<built-in function len>",
            "torch/nn/modules/module.py(1951): __getattr__",
            "<built-in method get of dict object>",
            "<built-in method _get_tracing_state of PyCapsule object>",
            "torch/_jit_internal.py(120): is_scripting",
            "<built-in function getattr>",
            "<built-in method append of list object>",
            "torch/nn/modules/module.py(1937): __getattr__",
            "<built-in function is_grad_enabled>");

    /** Frames around the {@code number}-th module of a type: the module, its dispatch, its forward. */
    PythonNames of(String type, int number) {
        return new PythonNames(
                ascii(List.of(
                        "nn.Module: " + type + "_" + number,
                        "torch/nn/modules/module.py(1751): _wrapped_call_impl",
                        "torch/nn/modules/module.py(1779): _call_impl",
                        "torch/nn/modules/" + type.toLowerCase(Locale.ROOT) + ".py(124): forward")),
                ascii(builtins(number)));
    }

    private static List<String> builtins(int number) {
        List<String> names = new ArrayList<>();
        for (int call = 0; call < BUILTINS_PER_MODULE; call++) {
            names.add(BUILTINS.get((number + call) % BUILTINS.size()));
        }
        return names;
    }

    private static List<Ascii> ascii(List<String> names) {
        return names.stream().map(Ascii::new).toList();
    }
}
