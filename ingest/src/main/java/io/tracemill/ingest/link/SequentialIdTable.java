package io.tracemill.ingest.link;

/**
 * One byte for each of many ids, 0 for all others. Eight neighbours lie in one slot of an open-addressed table, and
 * neighbouring slots hold neighbouring ids as long as there is room: ids that were given out one after the other take 3
 * to 6 bytes each and cost no cache misses; ids far from each other take 21 to 43 ({@link TimeIdTable} less). While the table grows, it takes half
 * as much again. Not thread-safe.
 */
final class SequentialIdTable implements IdTable {

    private static final long SPREAD = 0x9e3779b97f4a7c15L;

    // Two longs a slot: which group of eight ids it holds, and their bytes. All bytes 0 is a free slot.
    private long[] slots = new long[2 << 8];
    private int size;

    @Override
    public int get(long id) {
        return byteOf(slots[slot(slots, id >> 3) + 1], id);
    }

    @Override
    public void set(long id, int value) {
        int slot = slot(slots, id >> 3);
        if (slots[slot + 1] == 0) {
            if (++size * 8L > slots.length * 3L) {
                grow();
                slot = slot(slots, id >> 3);
            }
            slots[slot] = id >> 3;
        }
        int shift = shift(id);
        slots[slot + 1] = (slots[slot + 1] & ~(0xffL << shift)) | ((value & 0xffL) << shift);
    }

    private static int byteOf(long bytes, long id) {
        return (int) (bytes >>> shift(id)) & 0xff;
    }

    private static int shift(long id) {
        return (int) (id & 7) << 3;
    }

    /** Where a group is, or the free slot where it belongs: in its place by number, else at strides of its own. */
    private static int slot(long[] slots, long group) {
        int mask = (slots.length >> 1) - 1;
        int slot = (int) group & mask;
        if (slots[2 * slot + 1] == 0 || slots[2 * slot] == group) {
            return 2 * slot;
        }
        int stride = (int) ((group * SPREAD) >>> 32) | 1;
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
