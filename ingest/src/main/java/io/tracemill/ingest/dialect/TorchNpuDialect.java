package io.tracemill.ingest.dialect;

import static java.util.Map.entry;

import io.tracemill.ingest.pack.EventFields;
import io.tracemill.schemas.EventKind;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Ascend's {@code trace_view.json} as torch_npu writes it. Host events have categories; what the hardware does has a task
 * type. A kernel is tied to its operator by an {@code async_npu} flow, which starts at the operator and ends at the kernel;
 * without one, by its submission, the {@code HostToDevice} flow: the {@code Dequeue} that it stands in has the correlation id
 * of the {@code Enqueue} in the operator.
 */
final class TorchNpuDialect implements Dialect {

    private static final Set<String> CATEGORIES =
            Set.of("async_npu", "async_task_queue", "enqueue", "dequeue", "hosttodevice");

    private static final ArgNames ARGS = ArgNames.sharedAnd(Map.ofEntries(
            entry("correlation_id", ArgField.CORRELATION),
            entry("Task Type", ArgField.TASK_TYPE),
            entry("alg_type", ArgField.COLLECTIVE),
            entry("notify_id", ArgField.COLLECTIVE_TASK),
            entry("level", ArgField.HOST_LEVEL),
            entry("Physic Stream Id", ArgField.STREAM),
            entry("data size(Byte)", ArgField.BYTES),
            entry("size(B)", ArgField.BYTES)));

    private static final Set<String> KERNELS =
            Set.of("AI_CORE", "AI_VECTOR_CORE", "MIX_AIC", "MIX_AIV", "AI_CPU", "DSA_SQE");

    private static final Set<String> TRANSFERS = Set.of("SDMA_SQE", "PCIE_DMA_SQE");

    /** Names of tasks that wait or signal, where the type does not say so. */
    private static final List<String> SYNCS =
            List.of("NOTIFY", "EVENT", "REDUCE_ASYNC", "PLACE_HOLDER", "WRITE VALUE", "OTHER");

    private static final int DEVICE_BITS = 5;
    private static final int LAYER_BITS = 5;

    @Override
    public String name() {
        return "torch_npu";
    }

    @Override
    public Set<String> telltaleMembers() {
        return Set.of();
    }

    @Override
    public Set<String> telltaleCategories() {
        return CATEGORIES;
    }

    @Override
    public @Nullable ArgField argField(String name) {
        return ARGS.field(name);
    }

    @Override
    public EventKind kindOf(@Nullable String category) {
        if ("enqueue".equals(category) || "dequeue".equals(category)) {
            return EventKind.RUNTIME;
        }
        return Categories.kindOf(category);
    }

    @Override
    public EventKind kindOfTask(String type, String name) {
        if (KERNELS.contains(type) || type.startsWith("KERNEL_")) {
            return EventKind.KERNEL;
        }
        String upper = name.toUpperCase(Locale.ROOT);
        boolean copies = upper.startsWith("MEMCPY") || upper.startsWith("MEMCOPY");
        if (type.equalsIgnoreCase("other")) {
            EventKind otherwise = SYNCS.stream().anyMatch(upper::startsWith) ? EventKind.SYNC : EventKind.KERNEL;
            return copies ? EventKind.MEMCPY : otherwise;
        }
        if (TRANSFERS.contains(type) || type.startsWith("MEMCPY")) {
            return copies ? EventKind.MEMCPY : EventKind.OTHER;
        }
        String word = type.toUpperCase(Locale.ROOT);
        return SYNCS.stream().anyMatch(word::startsWith) ? EventKind.SYNC : EventKind.OTHER;
    }

    @Override
    public boolean isOfCollectives(String type, String name) {
        String word = type.equalsIgnoreCase("other") ? name : type;
        return word.toUpperCase(Locale.ROOT).startsWith("NOTIFY");
    }

    @Override
    public boolean flowsAreRedundant() {
        return false;
    }

    @Override
    public boolean linksByFlow(@Nullable String category) {
        return "async_npu".equals(category);
    }

    @Override
    public boolean submitsByFlow(@Nullable String category) {
        return "hosttodevice".equals(category);
    }

    @Override
    public boolean idsAreTimes() {
        return true;
    }

    @Override
    public boolean submits() {
        return true;
    }

    @Override
    public boolean dequeues(@Nullable String category) {
        return "dequeue".equals(category);
    }

    @Override
    public boolean operatorsLaunch() {
        return false;
    }

    /** The profiler makes the processes of a device from its own: {@code (process << 10) | (layer << 5) | device}. */
    @Override
    public int deviceOf(long process) {
        return isMade(process) ? (int) process & ((1 << DEVICE_BITS) - 1) : NO_DEVICE;
    }

    @Override
    public long hostOf(long process) {
        return isMade(process) ? process >>> (LAYER_BITS + DEVICE_BITS) : process;
    }

    private static boolean isMade(long process) {
        return process >>> (LAYER_BITS + DEVICE_BITS) != 0;
    }

    @Override
    public void complete(EventFields event, @Nullable String category) {
        if (event.taskType != EventFields.NONE && event.strings[EventFields.STREAM] == EventFields.NONE) {
            event.strings[EventFields.STREAM] = event.strings[EventFields.THREAD];
        }
    }
}
