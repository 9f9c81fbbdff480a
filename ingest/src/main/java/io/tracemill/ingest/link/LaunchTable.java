package io.tracemill.ingest.link;

import java.util.function.Supplier;

/**
 * Correlation ids of a trace: how many device events carry each, and whether a launch does. {@link SequentialIdTable}
 * and {@link TimeIdTable} say how much memory an id takes; one that more than {@value #COUNT} device events carry takes
 * twice as much. Not thread-safe.
 */
public final class LaunchTable {

    // Bits of an id's byte. The lowest ones count device events: 0, or 1 to 31 plus 31 for each carry.
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

    /** A table for consecutive ids. */
    public static LaunchTable ofSequentialIds() {
        return new LaunchTable(SequentialIdTable::new);
    }

    /** A table for ids that are times. */
    public static LaunchTable ofTimeIds() {
        return new LaunchTable(TimeIdTable::new);
    }

    /** Adds a device event. */
    public void addDeviceEvent(long id) {
        int state = states.get(id);
        if ((state & COUNT) == COUNT) {
            carries.add(id);
            state &= ~COUNT;
        }
        states.set(id, state + 1);
    }

    /** Adds a runtime call. */
    public void addCall(long id) {
        states.set(id, states.get(id) | CALL);
    }

    /** Adds an operator that may be a launch. */
    public void addOperator(long id) {
        states.set(id, states.get(id) | OPERATOR);
    }

    /** Whether the launch of a device event with this id is in the trace. */
    public boolean hasLaunch(long id) {
        return (states.get(id) & (CALL | OPERATOR)) != 0;
    }

    /**
     * Number of device events that a runtime call launched. The first call with an id takes all of them; later calls
     * get 0.
     */
    public int takeByCall(long id) {
        return take(id, states.get(id));
    }

    /** Number of device events that an operator launched; 0 if a runtime call or an earlier operator has its id. */
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
