package io.tracemill.bench.simulate.trace;

import io.tracemill.bench.simulate.effect.HostPart;
import java.io.IOException;
import java.util.List;

/** Operators, calls and annotations on the thread of a rank's process that launches its kernels. */
final class HostEvents {

    /** Length of a call that launches, in ns. */
    private static final long CALL = 6_000;

    /** What the operator around a call begins earlier and ends later. */
    private static final long AROUND = 9_000;

    private final EventOutput out;
    private final String place;

    HostEvents(EventOutput out, int process) {
        this.out = out;
        this.place = "\"pid\": " + process + ", \"tid\": " + process;
    }

    void step(int number, long start, long end) throws IOException {
        annotation("ProfilerStep#" + number, start, end);
    }

    /** An operator that launches something at a time. */
    void launch(String operator, String args, String call, long at, long correlation) throws IOException {
        span("cpu_op", operator, at - AROUND, at + CALL + AROUND / 3, "\"External id\": " + correlation + args);
        call(call, at, at + CALL, ", \"External id\": " + correlation + ", \"correlation\": " + correlation);
    }

    /** Waits until the device has done all. */
    void waitForDevice(long start, long end) throws IOException {
        if (end - start < 4 * AROUND) {
            return;
        }
        span("cpu_op", "aten::item", start, end, "");
        span("cpu_op", "aten::_local_scalar_dense", start + 1_000, end - 1_000, "");
        call("cudaStreamSynchronize", start + 2_000, end - 2_000, "");
    }

    /** What the host does while the device has nothing to do, up to the next launch. */
    void gap(HostPart part, long start, long end) throws IOException {
        switch (part) {
            case INPUT ->
                annotation("enumerate(DataLoader)#_MultiProcessingDataLoaderIter.__next__", start + 2_000, end);
            case COMPILE -> {
                long half = start + (end - start) / 2;
                span("cpu_op", "Torch-Compiled Region", start, end, "");
                call("cuModuleLoadData", start + 5_000, half, "");
                call("cuLibraryLoadData", half + 5_000, end - 5_000, "");
            }
            case PASS -> operators(List.of("aten::embedding", "aten::arange", "aten::to", "aten::copy_"), start, end);
            case UPDATE -> {
                annotation("Optimizer.step#AdamW.step", start, end);
                operators(List.of("aten::_foreach_norm", "aten::stack", "aten::_foreach_mul_"), start, end);
            }
            case ALLOCATION -> {
                long freed = start + (end - start) * 2 / 3;
                span("cpu_op", "aten::empty", start, end, "");
                call("cudaFree", start + 3_000, freed, "");
                call("cudaMalloc", freed + 3_000, end - 3_000, "");
            }
            case SILENT -> {
                // Nothing is recorded.
            }
        }
    }

    /** Operators one after another, each half as long as the one before it. */
    private void operators(List<String> names, long start, long end) throws IOException {
        long from = start;
        for (int i = 0; i < names.size(); i++) {
            long to = i == names.size() - 1 ? end : from + (end - from) / 2;
            span("cpu_op", names.get(i), from + 1_000, to - 500, "");
            from = to;
        }
    }

    private void annotation(String name, long start, long end) throws IOException {
        span("user_annotation", name, start, end, "");
    }

    private void call(String name, long start, long end, String args) throws IOException {
        String category = name.startsWith("cuda") ? "cuda_runtime" : "cuda_driver";
        span(category, name, start, end, args.isEmpty() ? "" : args.substring(2));
    }

    private void span(String category, String name, long start, long end, String args) throws IOException {
        out.span(category, name, place, new Span(start, end), args);
    }
}
