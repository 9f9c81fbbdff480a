package io.tracemill.ingest.link;

import java.util.function.Supplier;

/**
 * Correlation ids of a trace: how many device events carry each, and whether a launch does. {@link SequentialIdTable} and {@link TimeIdTable} say
 * how much memory that takes; an id that more than {@value #COUNT} device events carry takes it twice. Not thread-safe.
 */
public final class LaunchTable {

    // Bits of an id's byte. The lowest count device events: 0, or 1 to 31 and as many times 31 as were carried over.
    private static final int COUNT = 31;

    private static final int CALL = 1 << 5;
    private static final int OPERATOR = 1 << 6;
    private static final int TAKEN = 1 << 7;

    private final IdTable states;
    private final IdCounts carries;

    private LaunchTable(Supplier<IdTable> tables) {
        this.states = tables.get();
        this.carries = new IdCounts(tables);
    }

    /** For ids that were given out one after the other. */
    public static LaunchTable ofSequentialIds() {
        return new LaunchTable(SequentialIdTable::new);
    }

    /** For ids that are times. */
    public static LaunchTable ofTimeIds() {
        return new LaunchTable(TimeIdTable::new);
    }

    /** Notes a device event. */
    public void addDeviceEvent(long id) {
        int state = states.get(id);
        if ((state & COUNT) == COUNT) {
            carries.add(id);
            state &= ~COUNT;
        }
        states.set(id, state + 1);
    }

    /** Notes a runtime call. */
    public void addCall(long id) {
        states.set(id, states.get(id) | CALL);
    }

    /** Notes an operator that may be its own launch. */
    public void addOperator(long id) {
        states.set(id, states.get(id) | OPERATOR);
    }

    /** Whether the launch of a device event with this id is in the trace. */
    public boolean hasLaunch(long id) {
        return (states.get(id) & (CALL | OPERATOR)) != 0;
    }

    /**
     * How many device events a runtime call caused, 0 for none. The first call asked about with an id is its launch,
     * later ones are not.
     */
    public int takeByCall(long id) {
        return take(id, states.get(id));
    }

    /** How many device events an operator launched itself, 0 if a runtime call with its id did, or an operator before. */
    public int takeByOperator(long id) {
        int state = states.get(id);
        return (state & CALL) != 0 ? 0 : take(id, state);
    }

    private int take(long id, int state) {
        if (state == 0 || (state & TAKEN) != 0) {
            return 0;
        }
        states.set(id, state | TAKEN);
        return (int) Math.min(Integer.MAX_VALUE, (state & COUNT) + COUNT * carries.count(id));
    }
}
