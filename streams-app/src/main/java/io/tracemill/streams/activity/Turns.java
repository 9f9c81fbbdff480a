package io.tracemill.streams.activity;

import io.tracemill.streams.state.TurnState;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns of the threads to launch. A turn lasts until the first launch of another thread. The latest {@value #MOST}
 * turns are kept: device events that wait for their launch ask for earlier ones.
 */
final class Turns {

    static final int MOST = 128;

    /** Turns, latest first. */
    private final ArrayDeque<Turn> turns = new ArrayDeque<>();

    private int unsaved;

    private record Turn(long startNanos, ThreadActivity thread) {}

    /** Notes a launch. Launches come by start. */
    void launch(long startNanos, ThreadActivity thread) {
        Turn latest = turns.peekFirst();
        if (latest != null && latest.thread == thread) {
            return;
        }
        if (turns.size() == MOST) {
            turns.removeLast();
        }
        turns.addFirst(new Turn(startNanos, thread));
        unsaved = Math.min(MOST, unsaved + 1);
    }

    /**
     * Thread whose latest launch before a time started last.
     *
     * @param but thread that does not count; of other threads, only those of its process do; null for any thread
     */
    @Nullable
    ThreadActivity before(long nanos, @Nullable ThreadActivity but) {
        for (Turn turn : turns) {
            boolean counts = but == null || (turn.thread != but && turn.thread.process() == but.process());
            if (counts && turn.startNanos < nanos) {
                return turn.thread;
            }
        }
        return null;
    }

    List<TurnState> newTurns() {
        return latest(unsaved);
    }

    List<TurnState> allTurns() {
        return latest(turns.size());
    }

    private List<TurnState> latest(int count) {
        List<TurnState> states = new ArrayList<>();
        Iterator<Turn> turn = turns.iterator();
        while (states.size() < count && turn.hasNext()) {
            Turn next = turn.next();
            states.add(0, new TurnState(next.startNanos, next.thread.process(), next.thread.thread()));
        }
        return states;
    }

    void endPartial() {
        unsaved = 0;
    }
}
