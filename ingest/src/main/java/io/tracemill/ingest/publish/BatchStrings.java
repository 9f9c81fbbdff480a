package io.tracemill.ingest.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tracemill.ingest.pack.EventFields;
import io.tracemill.ingest.pack.StringPool;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The string table of the batch being built: strings in the order in which its events need them. */
final class BatchStrings {

    private static final int FIRST_SIZE = 4096;

    private final StringPool pool;
    private int[] indexes = new int[FIRST_SIZE];
    private int[] batches = new int[FIRST_SIZE];
    private final Map<String, Integer> inline = new HashMap<>();
    private List<String> strings = new ArrayList<>();
    private Integer[] boxes = new Integer[0];
    private int batch = 1;

    BatchStrings(StringPool pool) {
        this.pool = pool;
    }

    /** The table so far; the next batch starts with an empty one. */
    List<String> take() {
        List<String> taken = strings;
        strings = new ArrayList<>();
        inline.clear();
        batch++;
        return taken;
    }

    /** Most bytes that a reference of an event adds to the encoded batch. */
    int cost(EventFields event, int reference) {
        if (reference == EventFields.NONE) {
            return 0;
        }
        boolean known = reference > EventFields.NONE
                ? reference < batches.length && batches[reference] == batch
                : inline.containsKey(event.text(pool, reference));
        int index = EncodedSize.ofLong(strings.size() + EventFields.STRINGS);
        int length = known ? 0 : length(event, reference);
        return known ? index : index + EncodedSize.ofLong(length) + length;
    }

    /** Bytes of a string in UTF-8. */
    int length(EventFields event, int reference) {
        return reference > EventFields.NONE
                ? pool.bytes(reference).length
                : event.text(pool, reference).getBytes(UTF_8).length;
    }

    /** Index of a reference in the table, where it is added if need be; null for an absent string. */
    @Nullable
    Integer index(EventFields event, int reference) {
        if (reference == EventFields.NONE) {
            return null;
        }
        if (reference < EventFields.NONE) {
            return inline.computeIfAbsent(event.text(pool, reference), this::add);
        }
        if (reference >= indexes.length) {
            indexes = Arrays.copyOf(indexes, Math.max(reference + 1, indexes.length * 2));
            batches = Arrays.copyOf(batches, indexes.length);
        }
        if (batches[reference] != batch) {
            batches[reference] = batch;
            indexes[reference] = add(pool.text(reference));
        }
        return box(indexes[reference]);
    }

    private int add(String text) {
        strings.add(text);
        return strings.size() - 1;
    }

    /** One object per index, so that events share them. */
    private Integer box(int index) {
        if (index >= boxes.length) {
            int from = boxes.length;
            boxes = Arrays.copyOf(boxes, Math.max(index + 1, Math.max(1024, from * 2)));
            for (int i = from; i < boxes.length; i++) {
                boxes[i] = i;
            }
        }
        return boxes[index];
    }
}
