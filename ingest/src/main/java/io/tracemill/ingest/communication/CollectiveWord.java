package io.tracemill.ingest.communication;

import io.tracemill.schemas.CollectiveKind;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Kind of a collective, in the words that libraries have for it: {@code _allgather_base}, {@code nccl:all_to_all},
 * {@code hcom_allReduce_}, {@code ncclDevKernel_ReduceScatter_Sum_f32_RING_LL}.
 */
public final class CollectiveWord {

    /** Kinds by what their names hold, without separators and in lower case; those that hold others come first. */
    private static final Map<String, CollectiveKind> KINDS = kinds();

    /** A kernel of NCCL that carries sends, receives or an all-to-all. */
    private static final String EITHER_TRANSFER = "sendrecv";

    private CollectiveWord() {}

    private static Map<String, CollectiveKind> kinds() {
        Map<String, CollectiveKind> kinds = new LinkedHashMap<>();
        kinds.put("allreduce", CollectiveKind.ALLREDUCE);
        kinds.put("crossdevicereduce", CollectiveKind.ALLREDUCE);
        kinds.put("allgather", CollectiveKind.ALLGATHER);
        kinds.put("reducescatter", CollectiveKind.REDUCESCATTER);
        kinds.put("alltoall", CollectiveKind.ALLTOALL);
        kinds.put("broadcast", CollectiveKind.BROADCAST);
        kinds.put("barrier", CollectiveKind.BARRIER);
        kinds.put("gather", CollectiveKind.GATHER);
        kinds.put("scatter", CollectiveKind.SCATTER);
        kinds.put("reduce", CollectiveKind.REDUCE);
        kinds.put("recv", CollectiveKind.RECV);
        kinds.put("receive", CollectiveKind.RECV);
        kinds.put("send", CollectiveKind.SEND);
        return kinds;
    }

    /** The kind that the name of a collective, of an operator or of a kernel tells; null if it tells none. */
    public static @Nullable CollectiveKind in(String name) {
        String letters = letters(KernelFunction.of(name).name().toLowerCase(Locale.ROOT));
        if (letters.contains(EITHER_TRANSFER)) {
            return null;
        }
        for (Map.Entry<String, CollectiveKind> kind : KINDS.entrySet()) {
            if (letters.contains(kind.getKey())) {
                return kind.getValue();
            }
        }
        return null;
    }

    private static String letters(String lower) {
        StringBuilder letters = new StringBuilder(lower.length());
        for (int i = 0; i < lower.length(); i++) {
            char c = lower.charAt(i);
            if (c >= 'a' && c <= 'z') {
                letters.append(c);
            }
        }
        return letters.toString();
    }
}
