package io.tracemill.ingest.link;

import org.jspecify.annotations.Nullable;

/** How often ids were added, in digits from 1 to 255 as long as the count is not 0. Not thread-safe. */
final class IdCounts {

    private static final int MOST = 255;

    private final IdBytes digits = new IdBytes();
    private @Nullable IdCounts carries;

    void add(long id) {
        int digit = digits.get(id);
        if (digit < MOST) {
            digits.set(id, digit + 1);
            return;
        }
        digits.set(id, 1);
        if (carries == null) {
            carries = new IdCounts();
        }
        carries.add(id);
    }

    long count(long id) {
        return digits.get(id) + (carries == null ? 0 : MOST * carries.count(id));
    }
}
