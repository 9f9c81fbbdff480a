package io.tracemill.ingest.dialect;

import io.tracemill.schemas.EventKind;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Tasks of Ascend devices. */
final class AscendTasks implements DeviceTasks {

    private static final Set<String> KERNELS =
            Set.of("AI_CORE", "AI_VECTOR_CORE", "MIX_AIC", "MIX_AIV", "AI_CPU", "DSA_SQE");

    private static final Set<String> TRANSFERS = Set.of("SDMA_SQE", "PCIE_DMA_SQE");

    /** Prefixes of the types of tasks that wait or signal, or of their names if the type is "other". */
    private static final List<String> SYNCS =
            List.of("NOTIFY", "EVENT", "REDUCE_ASYNC", "PLACE_HOLDER", "WRITE VALUE", "OTHER");

    @Override
    public EventKind kindOf(String type, String name) {
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
    public boolean synchronisesDevices(String type, String name) {
        String word = type.equalsIgnoreCase("other") ? name : type;
        return word.toUpperCase(Locale.ROOT).startsWith("NOTIFY");
    }
}
