package io.tracemill.ingest.link;

import io.tracemill.schemas.SeededHash;

/**
 * Map from ids to bytes for ids that lie apart but not far apart, as the times of kernels do. Ids that differ only in
 * the lowest {@value #OFFSET_BITS} bits share a page, an open-addressed table of ints: those bits of an id, and its
 * byte. An id takes 6 to 11 bytes in a page of some dozens, and about 60 bytes alone in one. While a page grows, it
 * takes half as much again. The pages grow to 128 MiB in all. Not thread-safe.
 */
final class TimeIdTable implements IdTable {

    private static final int OFFSET_BITS = 24;
    private static final int VALUE = 0xff;
    private static final long MOST_INTS = 1 << 25;

    /** What a page takes beside its entries, in ints. */
    private static final int PAGE = 16;

    // Pages by the upper bits of their ids, and the number of ids in each. A slot without a page is free.
    private long[] keys = new long[16];
    private int[] counts = new int[16];
    private int[][] pages = new int[16][];
    private int size;
    private long ints;
    private boolean full;

    @Override
    public int get(long id) {
        int[] page = pages[pageOf(id >> OFFSET_BITS)];
        return page == null ? 0 : page[slot(page, (int) id)] & VALUE;
    }

    @Override
    public void set(long id, int value) {
        int at = pageOf(id >> OFFSET_BITS);
        if (ints >= MOST_INTS && get(id) == 0) {
            full = true;
            return;
        }
        if (pages[at] == null) {
            ints += PAGE;
            if (++size * 4 > pages.length * 3) {
                grow();
                at = pageOf(id >> OFFSET_BITS);
            }
            keys[at] = id >> OFFSET_BITS;
            pages[at] = new int[2];
        }
        int slot = slot(pages[at], (int) id);
        if (pages[at][slot] == 0) {
            if (++counts[at] * 4 > pages[at].length * 3) {
                ints += pages[at].length;
                pages[at] = larger(pages[at]);
                slot = slot(pages[at], (int) id);
            }
        }
        pages[at][slot] = ((int) id << Byte.SIZE) | (value & VALUE);
    }

    @Override
    public boolean isFull() {
        return full;
    }

    /** Slot of a page, or the free slot where it belongs. */
    private int pageOf(long key) {
        int mask = pages.length - 1;
        int slot = (int) SeededHash.of(key) & mask;
        while (pages[slot] != null && keys[slot] != key) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    /** Slot of an id in a page, or the free slot where it belongs; only the lowest bits of the id count. */
    private static int slot(int[] page, int id) {
        int offset = id << Byte.SIZE;
        int mask = page.length - 1;
        int slot = (int) SeededHash.of(offset) & mask;
        while (page[slot] != 0 && (page[slot] & ~VALUE) != offset) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private static int[] larger(int[] page) {
        int[] more = new int[page.length * 2];
        for (int entry : page) {
            if (entry != 0) {
                more[slot(more, entry >>> Byte.SIZE)] = entry;
            }
        }
        return more;
    }

    private void grow() {
        long[] oldKeys = keys;
        int[] oldCounts = counts;
        int[][] oldPages = pages;
        keys = new long[oldKeys.length * 2];
        counts = new int[keys.length];
        pages = new int[keys.length][];
        for (int i = 0; i < oldPages.length; i++) {
            if (oldPages[i] != null) {
                int slot = pageOf(oldKeys[i]);
                keys[slot] = oldKeys[i];
                counts[slot] = oldCounts[i];
                pages[slot] = oldPages[i];
            }
        }
    }
}
