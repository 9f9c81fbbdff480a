package io.tracemill.ingest.facts;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.tracemill.ingest.pack.EventFields;
import io.tracemill.ingest.pack.StringPool;
import io.tracemill.schemas.ProcessorCore;
import io.tracemill.schemas.flat.Attribute;
import java.util.Arrays;

/** Facts about kernels, from the counters of Ascend's cores, the types of its tasks and its tables of kernels. */
final class KernelFacts {

    private static final byte[] VECTOR = "\"AI_VECTOR_CORE\"".getBytes(US_ASCII);
    private static final byte[] MIXED_VECTOR = "\"MIX_AIV\"".getBytes(US_ASCII);
    private static final byte[] MIXED_CUBE = "\"MIX_AIC\"".getBytes(US_ASCII);

    /** Of a table of kernels. The type of the task in a trace is AI_CORE for the vector core, too. */
    private static final byte[] CUBE = "\"Accelerator Core\":\"AI_CORE\"".getBytes(US_ASCII);

    private static final int UNASKED = 0;
    private static final int FIRST = 2; // CoreRatios.NONE is -1

    private final StringPool pool;
    private final boolean typedTasks;
    private final CoreRatios ratios = new CoreRatios();
    private final KernelWork works = new KernelWork();
    private int[] indexes = new int[1024];

    /** Facts about kernels whose tasks have types, or have none. */
    KernelFacts(StringPool pool, boolean typedTasks) {
        this.pool = pool;
        this.typedTasks = typedTasks;
    }

    void addTo(EventFields event) {
        readRatios(event);
        if (ratios.isEmpty() && !typedTasks) {
            return;
        }
        works.addTo(event);
        boolean vector = Arguments.hold(event, VECTOR);
        boolean mixedVector = Arguments.hold(event, MIXED_VECTOR);
        if (!ratios.isEmpty()) {
            CoreRatios.Core core = ratios.ofKernel(vector || mixedVector);
            event.setBoolean(Attribute.MEMORY_BOUND, ratios.isMemoryBound(core));
        }
        if (vector) {
            event.setSymbol(Attribute.CORE, ProcessorCore.VECTOR);
        } else if (mixedVector || Arguments.hold(event, MIXED_CUBE)) {
            event.setSymbol(Attribute.CORE, ProcessorCore.MIXED);
        } else if (Arguments.hold(event, CUBE)) {
            event.setSymbol(Attribute.CORE, ProcessorCore.CUBE);
        }
    }

    private void readRatios(EventFields event) {
        ratios.clear();
        for (int i = 0; i < event.counters; i++) {
            int index = indexOf(event, event.counterNames[i]);
            if (index != CoreRatios.NONE) {
                ratios.set(index, event.counterValues[i]);
            }
        }
    }

    /** Index of a counter's name, worked out once for each pooled one. */
    private int indexOf(EventFields event, int reference) {
        if (reference < 0) {
            return CoreRatios.indexOf(event.text(pool, reference));
        }
        if (reference >= indexes.length) {
            indexes = Arrays.copyOf(indexes, reference * 2);
        }
        if (indexes[reference] == UNASKED) {
            indexes[reference] = CoreRatios.indexOf(pool.text(reference)) + FIRST;
        }
        return indexes[reference] - FIRST;
    }
}
