package io.tracemill.ingest.link;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Counts of ids, as digits from 1 to 255 in as many tables as a count needs. Not thread-safe. */
final class IdCounts {

    private static final int MOST = 255;

    private final Supplier<IdTable> tables;
    private final IdTable digits;
    private @Nullable IdCounts carries;

    IdCounts(Supplier<IdTable> tables) {
        this.tables = tables;
        this.digits = tables.get();
    }

    void add(long id) {
        int digit = digits.get(id);
        if (digit < MOST) {
            digits.set(id, digit + 1);
            return;
        }
        digits.set(id, 1);
        if (carries == null) {
            carries = new IdCounts(tables);
        }
        carries.add(id);
    }

    boolean isFull() {
        return digits.isFull() || (carries != null && carries.isFull());
    }

    long count(long id) {
        return digits.get(id) + (carries == null ? 0 : MOST * carries.count(id));
    }
}
