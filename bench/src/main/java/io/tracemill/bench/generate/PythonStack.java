package io.tracemill.bench.generate;

import io.tracemill.bench.generate.HostAction.PythonNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The Python frames that a call of a module passes through, and the small calls on the way. */
final class PythonStack {
    /** Of the small calls, what every module makes, time and again; the others differ from module to module. */
    private static final int COMMON_PCT = 70;

    private static final List<String> COMMON = List.of(
            "<built-in function isinstance>",
            "<built-in function len>",
            "torch/nn/modules/module.py(1951): __getattr__",
            "<built-in method get of dict object at 0x7f468be6f440>",
            "<built-in method _get_tracing_state of PyCapsule object at 0x7f4e9134ab50>",
            "torch/_jit_internal.py(120): is_scripting",
            "<built-in function getattr>",
            "<built-in method append of list object at 0x7f0e871077c0>",
            "torch/nn/modules/module.py(1937): __getattr__",
            "<built-in function is_grad_enabled>",
            "torch/autograd/grad_mode.py(184): __init__",
            "<built-in function _set_grad_enabled>",
            "torch/utils/checkpoint.py(596): _internal_assert",
            "weakref.py(414): __getitem__",
            "<built-in function _has_torch_function_variadic>");

    private static final List<String> FILES = List.of(
            "torch/nn/modules/module.py",
            "torch/_tensor.py",
            "torch/utils/_pytree.py",
            "torch/utils/hooks.py",
            "torch/nn/parallel/distributed.py",
            "torch/distributed/algorithms/join.py",
            "torch/_utils.py",
            "model/block.py");
    private static final List<String> FUNCTIONS = List.of(
            "named_parameters", "__call__", "_named_members", "<genexpr>", "__enter__", "__exit__", "_is_leaf", "to");
    private static final List<String> METHODS = List.of(
            "view", "size", "dim", "numel", "is_contiguous", "detach", "transpose", "reshape", "copy_", "stride");

    private final int callsPerModule;

    PythonStack(int callsPerModule) {
        this.callsPerModule = callsPerModule;
    }

    /** Frames around the {@code number}-th module of a type: the module, its dispatch, its forward. */
    PythonNames of(String type, int number) {
        return new PythonNames(
                ascii(List.of(
                        "nn.Module: " + type + "_" + number,
                        "torch/nn/modules/module.py(1751): _wrapped_call_impl",
                        "torch/nn/modules/module.py(1779): _call_impl",
                        "torch/nn/modules/" + type.toLowerCase(Locale.ROOT) + ".py(124): forward")),
                ascii(calls(type.hashCode() % 50 * 7 + number)),
                number);
    }

    private List<String> calls(int number) {
        List<String> names = new ArrayList<>();
        for (int call = 0; call < callsPerModule; call++) {
            int choice = Math.abs(number * 31 + call);
            names.add(
                    call * 100 < callsPerModule * COMMON_PCT
                            ? COMMON.get(choice % COMMON.size())
                            : choice % 2 == 0 ? function(choice) : method(choice));
        }
        return names;
    }

    private static String function(int choice) {
        return FILES.get(choice % FILES.size()) + "(" + (100 + choice % 300) + "): "
                + FUNCTIONS.get(choice / 2 % FUNCTIONS.size());
    }

    /** Objects are named with their address, so that the same method has many names. */
    private static String method(int choice) {
        return "<built-in method " + METHODS.get(choice % METHODS.size()) + " of Tensor object at 0x7fdc68"
                + (100_000 + choice % 500 * 160) + ">";
    }

    private static List<AsciiText> ascii(List<String> names) {
        return names.stream().map(AsciiText::new).toList();
    }
}
