package io.tracemill.ingest.dialect;

import io.tracemill.schemas.EventKind;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Kinds by category, in every spelling from 2021 on. Plain traces use the same words where they use any. */
final class Categories {

    private static final Map<String, EventKind> KINDS = kinds();

    private Categories() {}

    static EventKind kindOf(@Nullable String category) {
        return category == null ? EventKind.OTHER : KINDS.getOrDefault(category, EventKind.OTHER);
    }

    private static Map<String, EventKind> kinds() {
        Map<String, EventKind> kinds = new HashMap<>();
        put(kinds, EventKind.OPERATOR, "cpu_op", "operator");
        put(kinds, EventKind.ANNOTATION, "user_annotation", "gpu_user_annotation");
        put(kinds, EventKind.RUNTIME, "cuda_runtime", "cuda_driver", "runtime", "glow_runtime", "mtia_runtime");
        put(kinds, EventKind.RUNTIME, "xpu_runtime", "xpu_driver", "privateuse1_runtime", "privateuse1_driver");
        put(kinds, EventKind.RUNTIME, "hpu_op");
        put(kinds, EventKind.KERNEL, "kernel", "mtia_ccp_events");
        put(kinds, EventKind.MEMCPY, "gpu_memcpy", "memcpy");
        put(kinds, EventKind.MEMSET, "gpu_memset", "memset");
        put(kinds, EventKind.COMMUNICATION, "communication", "collective_comm");
        put(kinds, EventKind.PYTHON, "python_function");
        put(kinds, EventKind.SYNC, "cuda_sync", "xpu_sync", "cuda_event");
        return Map.copyOf(kinds);
    }

    private static void put(Map<String, EventKind> kinds, EventKind kind, String... categories) {
        for (String category : categories) {
            kinds.put(category, kind);
        }
    }
}
