package io.tracemill.ingest.dialect;

import io.tracemill.schemas.EventKind;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Kinds of events by category: those that all dialects share, which are Kineto's since 2021, and those of one dialect.
 */
public final class CategoryKinds {

    private static final Map<String, EventKind> SHARED = shared();

    private final Map<String, EventKind> kinds;

    private CategoryKinds(Map<String, EventKind> kinds) {
        this.kinds = kinds;
    }

    /** The shared categories and those of one dialect, in lower case. A category given twice is an error. */
    static CategoryKinds sharedAnd(Map<String, EventKind> own) {
        return new CategoryKinds(Stream.concat(SHARED.entrySet().stream(), own.entrySet().stream())
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    /** The categories of one dialect alone, in lower case. */
    static CategoryKinds of(Map<String, EventKind> own) {
        return new CategoryKinds(Map.copyOf(own));
    }

    /** Kind of a complete event by its category, in lower case; null for none. */
    public EventKind kindOf(@Nullable String category) {
        return category == null ? EventKind.OTHER : kinds.getOrDefault(category, EventKind.OTHER);
    }

    /**
     * Category by which all dialects tell the kind of an event: its own, if all share it, else one of its kind. Null if
     * it has neither.
     */
    public static @Nullable String sharedCategory(EventKind kind, @Nullable String category) {
        if (category != null && SHARED.containsKey(category.toLowerCase(Locale.ROOT))) {
            return category;
        }
        return switch (kind) {
            case OPERATOR -> "cpu_op";
            case ANNOTATION -> "user_annotation";
            case LAUNCH, RUNTIME -> "cuda_runtime";
            case KERNEL -> "kernel";
            case MEMCPY -> "gpu_memcpy";
            case MEMSET -> "gpu_memset";
            case COMMUNICATION -> "communication";
            case PYTHON -> "python_function";
            case SYNC -> "cuda_sync";
            case COUNTER, INSTANT, OTHER -> category;
        };
    }

    private static Map<String, EventKind> shared() {
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
