package io.tracemill.ingest.dialect;

import static java.util.Map.entry;

import io.tracemill.ingest.dialect.ArgField.Reading;
import io.tracemill.ingest.dialect.Linking.ByCorrelationId;
import io.tracemill.ingest.dialect.Linking.ByOrder;
import io.tracemill.ingest.pack.EventFields;
import io.tracemill.schemas.EventKind;
import io.tracemill.schemas.flat.Attribute;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Traces of PyTorch's profiler (Kineto), 2021 to 2026, on CUDA, ROCm and others.
 *
 * <p>Source: pytorch/kineto ({@code ActivityType.h}, {@code CuptiActivity.cpp}, {@code output_json.cpp}).
 */
class KinetoDialect implements Dialect {

    /**
     * Category of the ranges of CUPTI's range profiler, each with the counters of a kernel; its process is a device.
     */
    private static final String RANGE = "cuda_profiler_range";

    private static final Telltales TELLTALES = Telltales.ofCategories(
                    "user_annotation",
                    "gpu_user_annotation",
                    "gpu_memcpy",
                    "gpu_memset",
                    "cuda_runtime",
                    "cuda_driver",
                    "cuda_sync",
                    RANGE,
                    "cpu_instant_event",
                    "python_function",
                    "xpu_runtime",
                    "xpu_driver",
                    "xpu_sync",
                    "privateuse1_runtime",
                    "privateuse1_driver",
                    "ac2g",
                    "fwdbwd",
                    "async_gpu",
                    "async_cpu_to_gpu")
            .andMembers("schemaVersion", "deviceProperties", CommonMembers.BASE_TIME, "distributedInfo");

    private static final Map<String, ArgField> OWN = Map.ofEntries(
            entry("external id", ArgField.of(Attribute.EXTERNAL_ID)),
            entry("External Id", ArgField.of(Attribute.EXTERNAL_ID)),
            entry("Bytes", ArgField.of(Attribute.BYTES)),
            entry("Total Allocated", ArgField.counter(Reading.ALLOCATED)),
            entry("Total Reserved", ArgField.counter(Reading.RESERVED)),
            entry("Input dims", new ArgField(Reading.JSON, Attribute.INPUT_DIMS)),
            entry("Input types", new ArgField(Reading.JSON, Attribute.INPUT_TYPES)),
            entry("inDevice", ArgField.of(Attribute.DEVICE)));

    private static final ArgNames ARGS = argsAnd(Map.of());

    private static final CategoryKinds KINDS = CategoryKinds.sharedAnd(Map.of());

    /** Correlation ids. Flows repeat them for some events only, so ids are the better link. */
    private static final Linking LINKING = ByCorrelationId.ofCalls()
            .repeatedByFlows()
            .orElse(new ByOrder(RANGE, Pattern.compile("cu(?:da)?Launch\\w*Kernel\\w*")));

    /** Kineto's arguments and those of one of its relatives. */
    static ArgNames argsAnd(Map<String, ArgField> more) {
        Map<String, ArgField> fields = new HashMap<>(OWN);
        fields.putAll(more);
        return ArgNames.sharedAnd(fields);
    }

    @Override
    public String name() {
        return "kineto";
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

    /**
     * Takes device and stream of an annotation that is mirrored onto a device from its process and thread, and the
     * device of a range.
     */
    @Override
    public void complete(EventFields event, @Nullable String category) {
        if ("gpu_user_annotation".equals(category) && event.kind == EventKind.ANNOTATION) {
            mirror(event);
        } else if (RANGE.equals(category)) {
            event.setText(Attribute.DEVICE, event.text(Attribute.PROCESS));
        }
    }

    static void mirror(EventFields event) {
        event.setText(Attribute.DEVICE, event.text(Attribute.PROCESS));
        event.setText(Attribute.STREAM, event.text(Attribute.THREAD));
    }
}
