package io.tracemill.ingest.dialect;

import io.tracemill.ingest.pack.EventFields;
import io.tracemill.schemas.EventKind;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Traces of PyTorch's profiler on Cambricon MLUs: Kineto's format with categories of its own, and {@code
 * async_cpu_to_mlu} flows that repeat the correlation ids. Notifiers wait and signal.
 *
 * <p>Source: Cambricon/torch_mlu, its fork of libkineto ({@code ActivityType}, {@code CnpapiActivity}, {@code
 * CnperfActivity}, {@code output_json}).
 */
final class MluDialect extends KinetoDialect {

    private static final Telltales TELLTALES = Telltales.ofCategories(
            "mlu_runtime",
            "mlu_memcpy",
            "mlu_memset",
            "mlu_user_annotation",
            "mlu_notifier",
            "mlu_profiler_range",
            "async_cpu_to_mlu");

    private static final CategoryKinds KINDS = CategoryKinds.sharedAnd(Map.of(
            "mlu_runtime", EventKind.RUNTIME,
            "mlu_memcpy", EventKind.MEMCPY,
            "mlu_memset", EventKind.MEMSET,
            "mlu_user_annotation", EventKind.ANNOTATION,
            "mlu_notifier", EventKind.SYNC));

    @Override
    public String name() {
        return "mlu";
    }

    @Override
    public Telltales telltales() {
        return TELLTALES;
    }

    @Override
    public CategoryKinds categoryKinds() {
        return KINDS;
    }

    /** Takes device and stream of an annotation that is mirrored onto a device from its process and thread. */
    @Override
    public void complete(EventFields event, @Nullable String category) {
        super.complete(event, category);
        if ("mlu_user_annotation".equals(category) && event.kind == EventKind.ANNOTATION) {
            mirror(event);
        }
    }
}
