package io.tracemill.streams.activity;

import io.tracemill.streams.state.FrameKind;
import io.tracemill.streams.state.OpenFrameState;
import io.tracemill.streams.trace.FullTable;
import io.tracemill.streams.trace.TraceSpan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one thread does: its open frames, by start, and the history of its activity. At most {@value #MOST_OPEN} frames
 * are open; one that starts while so many are open counts for those around it. Frames end in order of their ends, as
 * Python frames need not nest.
 */
public final class ThreadActivity {

    static final int MOST_OPEN = 256;

    /** Frames that are kept for reuse when none is open. */
    private static final int KEPT = 32;

    private final HostActivities host;
    private final int process;
    private final int thread;
    private final History history = new History();
    private @Nullable OpenFrame[] frames = new @Nullable OpenFrame[8];
    private int open;

    ThreadActivity(HostActivities host, int process, int thread) {
        this.host = host;
        this.process = process;
        this.thread = thread;
    }

    int process() {
        return process;
    }

    int thread() {
        return thread;
    }

    History history() {
        return history;
    }

    /** Lets a span of the thread start. Frames that have ended before are closed. */
    public void enter(TraceSpan span) {
        advanceTo(span.startNanos());
        FrameKind kind = OpenFrame.kind(span);
        if (kind == null || span.durationNanos() <= 0) {
            return;
        }
        if (open == MOST_OPEN || !host.open()) {
            host.symbols().folds().add(FullTable.OPEN_FRAMES);
            return;
        }
        OpenFrame frame = frameAt(open);
        frame.begin(span, kind, host.symbols());
        push(frame);
        host.change(this, span.startNanos(), frame.activity());
    }

    private OpenFrame frameAt(int place) {
        if (place == frames.length) {
            frames = Arrays.copyOf(frames, 2 * place);
        }
        OpenFrame known = frames[place];
        if (known == null) {
            known = new OpenFrame();
            frames[place] = known;
        }
        return known;
    }

    private void push(OpenFrame frame) {
        frame.standOn(open == 0 ? null : frameAt(open - 1), host.activities());
        open++;
    }

    /** Closes the frames that end at a time or before, in ns. */
    void advanceTo(long nanos) {
        while (open > 0 && frameAt(open - 1).firstEndNanos() <= nanos) {
            long end = frameAt(open - 1).firstEndNanos();
            close(end);
            host.change(
                    this,
                    end,
                    open == 0 ? Activities.NOTHING : frameAt(open - 1).activity());
        }
        if (open == 0 && frames.length > KEPT) {
            frames = Arrays.copyOf(frames, KEPT);
        }
    }

    /** Closes the frames that end at a time, which is the earliest end. Those on top of them then stand on others. */
    private void close(long end) {
        int before = open;
        remove(end);
        host.closed(before - open);
    }

    private void remove(long end) {
        while (open > 0 && frameAt(open - 1).endNanos() == end) {
            open--;
        }
        if (open == 0 || frameAt(open - 1).firstEndNanos() > end) {
            return;
        }
        int before = open;
        int first = 0;
        while (frameAt(first).endNanos() > end) {
            first++;
        }
        open = first;
        for (int i = first; i < before; i++) {
            OpenFrame frame = frameAt(i);
            if (frame.endNanos() > end) {
                frames[i] = frames[open]; // which has ended, and is used again
                frames[open] = frame;
                push(frame);
            }
        }
    }

    /** Number of open frames. */
    public int depth() {
        return open;
    }

    /** States of the open frames, by start. */
    public List<OpenFrameState> openFrames() {
        List<OpenFrameState> states = new ArrayList<>();
        for (int i = 0; i < open; i++) {
            states.add(frameAt(i).state());
        }
        return states;
    }

    /** Restores the frames that were open before a restart. */
    public void restore(List<OpenFrameState> states) {
        for (OpenFrameState state : states) {
            OpenFrame frame = frameAt(open);
            frame.restore(state);
            push(frame);
            host.open();
        }
    }
}
