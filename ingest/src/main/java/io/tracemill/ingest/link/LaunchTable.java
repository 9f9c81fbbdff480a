package io.tracemill.ingest.link;

/**
 * Correlation ids of a trace: how many device events carry each, and whether a launch does. Open addressing over
 * primitives, 24 to 48 bytes an id and 72 while it grows; ids are all it keeps of a trace. Not thread-safe.
 */
public final class LaunchTable {

    private static final int COUNT = (1 << 28) - 1;
    private static final int CALL = 1 << 28;
    private static final int OPERATOR = 1 << 29;
    private static final int TAKEN = 1 << 30;
    private static final int USED = 1 << 31;

    private long[] ids = new long[1 << 10];
    private int[] states = new int[1 << 10];
    private int size;

    /** Notes a device event. */
    public void addDeviceEvent(long id) {
        int slot = slotFor(id);
        if ((states[slot] & COUNT) < COUNT) {
            states[slot]++;
        }
    }

    /** Notes a runtime call. */
    public void addCall(long id) {
        int slot = slotFor(id);
        states[slot] |= CALL;
    }

    /** Notes an operator that may be its own launch. */
    public void addOperator(long id) {
        int slot = slotFor(id);
        states[slot] |= OPERATOR;
    }

    /** Whether the launch of a device event with this id is in the trace. */
    public boolean hasLaunch(long id) {
        return (state(id) & (CALL | OPERATOR)) != 0;
    }

    /**
     * How many device events a runtime call caused, 0 for none. The first call asked about with an id is its launch,
     * later ones are not.
     */
    public int takeByCall(long id) {
        return take(id);
    }

    /** How many device events an operator launched itself, 0 if a runtime call with its id did, or an operator before. */
    public int takeByOperator(long id) {
        return (state(id) & CALL) != 0 ? 0 : take(id);
    }

    private int take(long id) {
        int slot = find(id);
        if (slot < 0 || (states[slot] & TAKEN) != 0) {
            return 0;
        }
        states[slot] |= TAKEN;
        return states[slot] & COUNT;
    }

    private int state(long id) {
        int slot = find(id);
        return slot < 0 ? 0 : states[slot];
    }

    private int find(long id) {
        int slot = probe(ids, states, id);
        return states[slot] == 0 ? -1 : slot;
    }

    private int slotFor(long id) {
        int slot = probe(ids, states, id);
        if (states[slot] == 0) {
            if (++size * 2 > ids.length) {
                grow();
                slot = probe(ids, states, id);
            }
            ids[slot] = id;
            states[slot] = USED;
        }
        return slot;
    }

    private static int probe(long[] ids, int[] states, long id) {
        long mixed = id * 0x9e3779b97f4a7c15L;
        int slot = (int) (mixed ^ mixed >>> 32) & ids.length - 1;
        while (states[slot] != 0 && ids[slot] != id) {
            slot = slot + 1 & ids.length - 1;
        }
        return slot;
    }

    private void grow() {
        long[] moreIds = new long[ids.length * 2];
        int[] moreStates = new int[ids.length * 2];
        for (int i = 0; i < ids.length; i++) {
            if (states[i] != 0) {
                int slot = probe(moreIds, moreStates, ids[i]);
                moreIds[slot] = ids[i];
                moreStates[slot] = states[i];
            }
        }
        ids = moreIds;
        states = moreStates;
    }
}
