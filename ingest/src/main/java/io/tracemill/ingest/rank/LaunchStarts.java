package io.tracemill.ingest.rank;

/**
 * Starts of the launches of one rank, by correlation id: an open-addressed table of 32 to 64 bytes for each id. Not
 * thread-safe.
 */
final class LaunchStarts {

    /** Start of an id that nothing launches. */
    static final long NEVER = Long.MIN_VALUE;

    /** Start of an id that several calls carry of which none stands in another. */
    static final long REPEATED = Long.MIN_VALUE + 1;

    private static final long SPREAD = 0x9e3779b97f4a7c15L;

    // Two longs for each slot: id and start. A slot that starts never is free.
    private long[] slots = free(1 << 8);
    private int size;

    private static long[] free(int count) {
        long[] slots = new long[2 * count];
        for (int i = 1; i < slots.length; i += 2) {
            slots[i] = NEVER;
        }
        return slots;
    }

    long get(long id) {
        return slots[slot(slots, id) + 1];
    }

    void set(long id, long start) {
        int slot = slot(slots, id);
        if (slots[slot + 1] == NEVER && 4 * ++size > slots.length) {
            grow();
            slot = slot(slots, id);
        }
        slots[slot] = id;
        slots[slot + 1] = start;
    }

    private static int slot(long[] slots, long id) {
        int mask = (slots.length >> 1) - 1;
        int slot = (int) ((id * SPREAD) >>> Integer.SIZE) & mask;
        while (slots[2 * slot + 1] != NEVER && slots[2 * slot] != id) {
            slot = (slot + 1) & mask;
        }
        return 2 * slot;
    }

    private void grow() {
        long[] old = slots;
        slots = free(old.length);
        for (int i = 0; i < old.length; i += 2) {
            if (old[i + 1] != NEVER) {
                int slot = slot(slots, old[i]);
                slots[slot] = old[i];
                slots[slot + 1] = old[i + 1];
            }
        }
    }
}
