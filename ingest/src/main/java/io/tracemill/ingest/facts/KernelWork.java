package io.tracemill.ingest.facts;

import io.tracemill.ingest.pack.EventFields;
import io.tracemill.ingest.work.ProductKernel;
import io.tracemill.ingest.work.Work;
import org.jspecify.annotations.Nullable;

/** Facts about the work of kernels, from the columns of Ascend's tables of kernels. Not thread-safe. */
final class KernelWork {

    private static final int TYPE = 0;
    private static final int TASK_TYPE = 1;
    private static final int INPUTS = 2;
    private static final int INPUT_TYPES = 3;
    private static final int FORMATS = 4;
    private static final int OUTPUT = 5;

    private final Arguments arguments =
            new Arguments("Type", "OP Type", "Input Shapes", "Input Data Types", "Input Formats", "Output Shapes");

    /** Adds its work to a kernel that multiplies matrices. */
    void addTo(EventFields kernel) {
        arguments.read(kernel);
        if (!arguments.has(INPUTS)) {
            return;
        }
        if (ProductKernel.isType(text(arguments.has(TYPE) ? TYPE : TASK_TYPE))) {
            @Nullable Work work = ProductKernel.work(text(INPUTS), text(INPUT_TYPES), text(FORMATS), text(OUTPUT));
            WorkFacts.set(kernel, work);
        }
    }

    private String text(int place) {
        String text = arguments.get(place);
        return text == null ? "" : text;
    }
}
