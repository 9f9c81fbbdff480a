package io.tracemill.streams.activity;

import io.tracemill.schemas.SeededHash;
import io.tracemill.streams.state.IdleTimeState;
import io.tracemill.streams.trace.Saturating;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Idle time by kind and activity, with the number of gaps that have some. A hash table without boxing. */
public final class IdleTimes {

    private static final int FIRST_SLOTS = 16;

    private long[] keys = new long[FIRST_SLOTS / 2];
    private long[] nanos = new long[FIRST_SLOTS / 2];
    private long[] gaps = new long[FIRST_SLOTS / 2];
    private int size;

    /** By slot, the place of a key plus 1; 0 if the slot is free. */
    private int[] slots = new int[FIRST_SLOTS];

    /** Adds time of a gap to a key. The gap counts once, however often it adds time to the key. */
    void addTo(long key, long time) {
        add(key, time, 0);
    }

    private void add(long key, long time, long moreGaps) {
        int place = place(key);
        nanos[place] = Saturating.sum(nanos[place], time);
        gaps[place] += moreGaps;
    }

    /**
     * Adds the times of one gap.
     *
     * @param before times with keys that have their room already
     * @param room room for new keys
     */
    public void addGap(IdleTimes gap, IdleTimes before, IdleRoom room) {
        for (int i = 0; i < gap.size; i++) {
            long key = gap.keys[i];
            boolean known = has(key) || before.has(key);
            add(known ? key : room.take(key), gap.nanos[i], 1);
        }
    }

    private boolean has(long key) {
        return slots[slot(key)] != 0;
    }

    /** Time of a key, in ns. */
    long nanos(long key) {
        int place = slots[slot(key)] - 1;
        return place < 0 ? 0 : nanos[place];
    }

    /** Number of keys. */
    public int size() {
        return size;
    }

    /** Adds the times of many gaps. */
    public void add(IdleTimes more) {
        for (int i = 0; i < more.size; i++) {
            add(more.keys[i], more.nanos[i], more.gaps[i]);
        }
    }

    /** Adds times from a state. */
    public void add(List<IdleTimeState> states) {
        states.forEach(state -> add(state.getKey(), state.getNs(), state.getGaps()));
    }

    /** States of the times, in the order in which their keys came. */
    public List<IdleTimeState> states() {
        List<IdleTimeState> states = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            IdleTimeState state = new IdleTimeState();
            state.setKey(keys[i]);
            state.setNs(nanos[i]);
            state.setGaps(gaps[i]);
            states.add(state);
        }
        return states;
    }

    /** The times that are largest, at most so many, largest first; equal ones by their keys. */
    public List<IdleTimeState> largest(int most) {
        return states().stream()
                .sorted(Comparator.comparingLong(IdleTimeState::getNs)
                        .reversed()
                        .thenComparing(IdleTimeState::getKey))
                .limit(most)
                .toList();
    }

    /** All times, largest first. */
    public List<IdleTimeState> all() {
        return largest(size);
    }

    /** Removes all times. */
    void clear() {
        if (size > 0) {
            Arrays.fill(slots, 0);
            Arrays.fill(nanos, 0, size, 0);
            Arrays.fill(gaps, 0, size, 0);
            size = 0;
        }
    }

    private int place(long key) {
        int slot = slot(key);
        if (slots[slot] == 0) {
            if (size == keys.length) {
                grow();
                slot = slot(key);
            }
            keys[size] = key;
            slots[slot] = ++size;
        }
        return slots[slot] - 1;
    }

    private int slot(long key) {
        int slot = (int) SeededHash.of(key) & (slots.length - 1);
        while (slots[slot] != 0 && keys[slots[slot] - 1] != key) {
            slot = (slot + 1) & (slots.length - 1);
        }
        return slot;
    }

    private void grow() {
        keys = Arrays.copyOf(keys, 2 * keys.length);
        nanos = Arrays.copyOf(nanos, keys.length);
        gaps = Arrays.copyOf(gaps, keys.length);
        slots = new int[2 * keys.length];
        for (int i = 0; i < size; i++) {
            slots[slot(keys[i])] = i + 1;
        }
    }
}
