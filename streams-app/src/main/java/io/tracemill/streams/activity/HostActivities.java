package io.tracemill.streams.activity;

import io.tracemill.schemas.AvroSerde;
import io.tracemill.streams.state.HistoryState;
import io.tracemill.streams.state.HostState;
import io.tracemill.streams.trace.FullTable;
import io.tracemill.streams.trace.LongTable;
import io.tracemill.streams.trace.Symbols;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Activity of all threads of a trace. Of each thread, the history that gaps can still refer to is kept: at most
 * {@value #MOST_CHANGES} changes in all, shared evenly by the threads, and fewer if there are many devices, as each of
 * them may look at the whole history. At least {@value #FEWEST_CHANGES} of each thread are kept. At most {@value
 * #MOST_OPEN} frames are open at once.
 */
public final class HostActivities {

    static final int MOST_CHANGES = 1 << 17;
    static final int FEWEST_CHANGES = 64;
    static final int MOST_OPEN = 1 << 16;
    private static final int MOST_PER_THREAD = 1 << 16;

    private final AvroSerde<HostState> serde = AvroSerde.of(HostState.class);
    private final Symbols symbols;
    private final Activities activities;
    private final Turns turns = new Turns();
    private final LongTable<ThreadActivity> threads = new LongTable<>();
    private final List<ThreadActivity> withHistory = new ArrayList<>();
    private final ComingGaps gaps;
    private int openFrames;

    /** Creates the activities of a trace before its first event. */
    public HostActivities(Symbols symbols, ComingGaps gaps) {
        this.symbols = symbols;
        this.gaps = gaps;
        this.activities = new Activities(symbols.frames().overflowId());
    }

    /** Activity of a thread, by the trace-wide ids of its process and of itself. */
    public ThreadActivity thread(int process, int thread) {
        ThreadActivity known = find(process, thread);
        if (known == null) {
            known = new ThreadActivity(this, process, thread);
            threads.put(key(process, thread), known);
        }
        return known;
    }

    /** Activity of a thread; null if it has none. */
    @Nullable
    ThreadActivity find(int process, int thread) {
        return threads.get(key(process, thread));
    }

    private static long key(int process, int thread) {
        return ((long) process << Integer.SIZE) | thread;
    }

    Symbols symbols() {
        return symbols;
    }

    Activities activities() {
        return activities;
    }

    Turns turns() {
        return turns;
    }

    /** Activity with an id. */
    public Activity activity(int id) {
        return activities.get(id);
    }

    /** Notes a launch of device events at its start, in ns. */
    public void launch(long startNanos, ThreadActivity by) {
        turns.launch(startNanos, by);
    }

    /** Notes that a thread begins an activity. */
    void change(ThreadActivity thread, long nanos, int activity) {
        History history = thread.history();
        if (history.isEmpty()) {
            withHistory.add(thread);
        }
        history.change(nanos, activity, gaps.earliestNanos());
        if (history.size() > mostPerThread()) {
            for (int lost = history.coarsen(); lost > 0; lost--) {
                symbols.folds().add(FullTable.HOST_HISTORY);
            }
        }
    }

    private int mostPerThread() {
        int most = Math.min(MOST_PER_THREAD / Math.max(1, gaps.devices()), MOST_CHANGES / withHistory.size());
        return Math.max(FEWEST_CHANGES, most);
    }

    /** Takes room for a frame that opens; returns false if there is none. */
    boolean open() {
        if (openFrames == MOST_OPEN) {
            return false;
        }
        openFrames++;
        return true;
    }

    /** Gives back the room of frames that have ended. */
    void closed(int frames) {
        openFrames -= frames;
    }

    /** Encoded state since the last {@link #endPartial}. */
    public byte[] partial() {
        List<HistoryState> changed = withHistory.stream()
                .map(thread -> state(thread, thread.history().isRewritten(), false))
                .filter(state -> !state.getChanges().isEmpty())
                .toList();
        return serde.encode(new HostState(activities.newActivities(), activities.newRows(), changed, turns.newTurns()));
    }

    /** Encoded state of all that can still be referred to. */
    public byte[] totals() {
        List<HistoryState> all =
                withHistory.stream().map(thread -> state(thread, true, true)).toList();
        return serde.encode(new HostState(activities.allActivities(), activities.allRows(), all, turns.allTurns()));
    }

    private static HistoryState state(ThreadActivity thread, boolean whole, boolean all) {
        History history = thread.history();
        return new HistoryState(
                thread.process(), thread.thread(), whole, all ? history.allChanges() : history.newChanges());
    }

    /** Begins another partial. */
    public void endPartial() {
        activities.endPartial();
        withHistory.forEach(thread -> thread.history().endPartial());
        turns.endPartial();
    }

    /** Restores a partial or the totals after a restart, in order. */
    public void add(byte[] encoded) {
        HostState state = serde.decode(encoded);
        activities.add(state.getActivities(), state.getWithRows());
        for (HistoryState history : state.getThreads()) {
            ThreadActivity thread = thread(history.getProcess(), history.getThread());
            if (thread.history().isEmpty()) {
                withHistory.add(thread);
            }
            thread.history().add(history.getChanges(), history.getWhole());
        }
        state.getLaunches()
                .forEach(turn -> turns.launch(turn.getStartNs(), thread(turn.getProcess(), turn.getThread())));
        turns.endPartial();
    }
}
