package io.tracemill.ingest.link;

import io.tracemill.schemas.EventKind;
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
    private boolean repeatsCalls;
    private final IdTable communicating;
    private boolean anyCommunicate;

    private LaunchTable(Supplier<IdTable> tables) {
        this.states = tables.get();
        this.carries = new IdCounts(tables);
        this.communicating = tables.get();
    }

    /** A table for consecutive ids. */
    public static LaunchTable ofSequentialIds() {
        return new LaunchTable(SequentialIdTable::new);
    }

    /** A table for ids that are times. */
    public static LaunchTable ofTimeIds() {
        return new LaunchTable(TimeIdTable::new);
    }

    /** Adds the id of an event, which has a part in launching if its kind says so. */
    public void add(EventKind kind, long id, boolean operatorsLaunch) {
        switch (kind) {
            case KERNEL, COMMUNICATION, MEMCPY, MEMSET -> addDeviceEvent(id);
            case LAUNCH, RUNTIME -> addCall(id);
            case OPERATOR -> {
                if (operatorsLaunch) {
                    addOperator(id);
                }
            }
            case ANNOTATION, PYTHON, SYNC, COUNTER, INSTANT, OTHER -> {}
        }
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
        int state = states.get(id);
        repeatsCalls |= (state & CALL) != 0;
        states.set(id, state | CALL);
    }

    /** Whether an id found no room, so that its events are not linked. */
    public boolean isFull() {
        return states.isFull() || carries.isFull();
    }

    /** Whether two calls carry one id. */
    public boolean repeatsCalls() {
        return repeatsCalls;
    }

    /** Adds an operator that may be a launch. */
    public void addOperator(long id) {
        states.set(id, states.get(id) | OPERATOR);
    }

    /** Whether the launch of a device event with this id is in the trace. */
    public boolean hasLaunch(long id) {
        return (states.get(id) & (CALL | OPERATOR)) != 0;
    }

    /** Whether device events with this id are launched by the next call that has it. */
    public boolean awaitsLaunch(long id) {
        int state = states.get(id);
        return (state & TAKEN) == 0 && ((state & COUNT) != 0);
    }

    /** Notes that the launch with this id stands in an operator that communicates. */
    public void addCommunicating(long id) {
        communicating.set(id, 1);
        anyCommunicate = true;
    }

    /** Whether the launch with this id stands in an operator that communicates. */
    public boolean communicates(long id) {
        return anyCommunicate && communicating.get(id) != 0;
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
