package io.tracemill.ingest.facts;

import io.tracemill.ingest.work.Work;
import io.tracemill.schemas.SeededHash;
import org.jspecify.annotations.Nullable;

/**
 * Work by the numbers of four pooled texts: name, shapes, types and values. It holds at most {@value #MOST}; when it is
 * full, it forgets all, so that the shapes of late operators find room too. Not thread-safe.
 */
final class WorkTable {

    /** Most that is remembered. */
    static final int MOST = 1 << 14;

    private static final int FIRST_SLOTS = 256;
    private static final int KEY = 2;
    private static final long EMPTY = 0;

    // Two numbers per slot: the first text counts from 1, so that no key is EMPTY.
    private long[] keys = new long[KEY * FIRST_SLOTS];
    private @Nullable Work[] works = new @Nullable Work[FIRST_SLOTS];
    private int size;
    private int slot;
    private long first;
    private long second;

    /** Whether the work of some texts is remembered, which is the current one then. */
    boolean find(int name, int shapes, int types, int values) {
        first = pair(name + 1, shapes);
        second = pair(types, values);
        slot = slotOf(first, second);
        return keys[KEY * slot] != EMPTY;
    }

    /** The current work; null if the texts tell none. */
    @Nullable
    Work work() {
        return works[slot];
    }

    /** Remembers the work of the texts that were not found; null if they tell none. It is the current one then. */
    void put(@Nullable Work work) {
        if (size == MOST) {
            reset(FIRST_SLOTS);
        } else if (2 * size >= works.length) {
            grow();
        }
        slot = slotOf(first, second);
        keys[KEY * slot] = first;
        keys[KEY * slot + 1] = second;
        works[slot] = work;
        size++;
    }

    /** Number of those remembered. */
    int size() {
        return size;
    }

    private void reset(int slots) {
        keys = new long[KEY * slots];
        works = new @Nullable Work[slots];
        size = 0;
    }

    private void grow() {
        long[] oldKeys = keys;
        @Nullable Work[] oldWorks = works;
        int oldSize = size;
        reset(2 * oldWorks.length);
        for (int old = 0; old < oldWorks.length; old++) {
            if (oldKeys[KEY * old] != EMPTY) {
                int moved = slotOf(oldKeys[KEY * old], oldKeys[KEY * old + 1]);
                keys[KEY * moved] = oldKeys[KEY * old];
                keys[KEY * moved + 1] = oldKeys[KEY * old + 1];
                works[moved] = oldWorks[old];
            }
        }
        size = oldSize;
    }

    private int slotOf(long one, long other) {
        int mask = works.length - 1;
        int at = (int) SeededHash.of(one ^ SeededHash.of(other)) & mask;
        while (keys[KEY * at] != EMPTY && (keys[KEY * at] != one || keys[KEY * at + 1] != other)) {
            at = (at + 1) & mask;
        }
        return at;
    }

    private static long pair(int high, int low) {
        return (long) high << 32 | (low & 0xFFFF_FFFFL);
    }
}
