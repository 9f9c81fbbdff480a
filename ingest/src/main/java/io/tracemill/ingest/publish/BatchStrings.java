package io.tracemill.ingest.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tracemill.ingest.pack.EventFields;
import io.tracemill.ingest.pack.StringPool;
import io.tracemill.schemas.flat.FlatBatchWriter;
import io.tracemill.schemas.flat.FlatEvent;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** String table of the batch being built, in the order in which its events need the strings. */
final class BatchStrings {

    private static final int FIRST_SIZE = 4096;

    private final StringPool pool;
    private final FlatBatchWriter<?, FlatEvent> writer;

    // For each string of the pool: the last batch that held it (upper half), and its index there.
    private long[] places = new long[FIRST_SIZE];
    private final Map<String, Integer> inline = new HashMap<>();
    private int batch = 1;

    BatchStrings(StringPool pool, FlatBatchWriter<?, FlatEvent> writer) {
        this.pool = pool;
        this.writer = writer;
    }

    /** Empties the table for the next batch. */
    void clear() {
        inline.clear();
        batch++;
    }

    /** Index of a string in the table, which is added if missing; {@link FlatEvent#NONE} for an absent string. */
    int index(EventFields event, int reference) {
        if (reference == EventFields.NONE) {
            return FlatEvent.NONE;
        }
        if (reference < EventFields.NONE) {
            return inline.computeIfAbsent(event.text(pool, reference), text -> add(text.getBytes(UTF_8)));
        }
        if (reference >= places.length) {
            places = Arrays.copyOf(places, Math.max(reference + 1, places.length * 2));
        }
        long place = places[reference];
        if (place >>> 32 == batch) {
            return (int) place;
        }
        int index = add(pool.bytes(reference));
        places[reference] = (long) batch << 32 | index;
        return index;
    }

    private int add(byte[] text) {
        return writer.addString(text, 0, text.length);
    }
}
