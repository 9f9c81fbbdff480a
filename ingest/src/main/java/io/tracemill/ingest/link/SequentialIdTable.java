package io.tracemill.ingest.link;

import io.tracemill.schemas.SeededHash;

/**
 * Map from ids to bytes for consecutive ids. Eight neighbours share one slot of an open-addressed table, and
 * neighbouring slots hold neighbouring ids as long as there is room. So consecutive ids take 3 to 6 bytes each and
 * cause no cache misses. Ids far apart take 21 to 43 bytes; {@link TimeIdTable} needs less. While the table grows, it
 * takes half as much again. It grows to 128 MiB at most. Not thread-safe.
 */
final class SequentialIdTable implements IdTable {

    private static final int MOST_LONGS = 1 << 24;

    // Two longs for each slot: a group of eight ids, and their bytes. A slot whose bytes are all 0 is free.
    private long[] slots = new long[2 << 8];
    private int size;
    private boolean full;

    @Override
    public int get(long id) {
        return byteOf(slots[slot(slots, id >> 3) + 1], id);
    }

    @Override
    public void set(long id, int value) {
        int slot = slot(slots, id >> 3);
        if (slots[slot + 1] == 0) {
            if ((size + 1) * 8L > slots.length * 3L && slots.length == MOST_LONGS) {
                full = true;
                return;
            }
            if (++size * 8L > slots.length * 3L) {
                grow();
                slot = slot(slots, id >> 3);
            }
            slots[slot] = id >> 3;
        }
        int shift = shift(id);
        slots[slot + 1] = (slots[slot + 1] & ~(0xffL << shift)) | ((value & 0xffL) << shift);
    }

    @Override
    public boolean isFull() {
        return full;
    }

    private static int byteOf(long bytes, long id) {
        return (int) (bytes >>> shift(id)) & 0xff;
    }

    private static int shift(long id) {
        return (int) (id & 7) << 3;
    }

    /** Slot of a group, or the free slot where it belongs: its place by number, else the next one at its own stride. */
    private static int slot(long[] slots, long group) {
        int mask = (slots.length >> 1) - 1;
        int slot = (int) group & mask;
        if (slots[2 * slot + 1] == 0 || slots[2 * slot] == group) {
            return 2 * slot;
        }
        int stride = (int) SeededHash.of(group) | 1;
        do {
            slot = (slot + stride) & mask;
        } while (slots[2 * slot + 1] != 0 && slots[2 * slot] != group);
        return 2 * slot;
    }

    private void grow() {
        long[] more = new long[slots.length * 2];
        for (int i = 0; i < slots.length; i += 2) {
            if (slots[i + 1] != 0) {
                int slot = slot(more, slots[i]);
                more[slot] = slots[i];
                more[slot + 1] = slots[i + 1];
            }
        }
        slots = more;
    }
}
