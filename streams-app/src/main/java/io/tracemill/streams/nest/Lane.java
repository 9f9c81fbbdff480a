package io.tracemill.streams.nest;

import io.tracemill.schemas.EventKind;
import io.tracemill.streams.trace.TraceSpan;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The operators and annotations open on one thread, in order of their start. Mostly a stack; but an annotation may
 * outlive the operators under it, so any of them can be the next to end.
 */
public final class Lane {

    private final int process;
    private final int thread;
    private TraceSpan[] open = new TraceSpan[8];
    /** Earliest end among the spans up to this one: tells in one look whether anything has ended. */
    private long[] firstEnd = new long[8];

    private int size;

    /** Row keys of the open spans; null once they are others. */
    private int @Nullable [] keys;

    Lane(int process, int thread) {
        this.process = process;
        this.thread = thread;
    }

    /** Trace-wide id of the process. */
    public int process() {
        return process;
    }

    /** Trace-wide id of the thread. */
    public int thread() {
        return thread;
    }

    /** The open spans in order of their start. */
    public List<TraceSpan> open() {
        return List.of(Arrays.copyOf(open, size));
    }

    /** How many are open. */
    public int depth() {
        return size;
    }

    /** The latest-started one still open; null where there is none. */
    public @Nullable TraceSpan innermost() {
        return size == 0 ? null : open[size - 1];
    }

    /** What owns a call made now: the latest-started open operator, else the latest-started open annotation. */
    public @Nullable TraceSpan owner() {
        for (int i = size - 1; i >= 0; i--) {
            if (open[i].kind() == EventKind.OPERATOR) {
                return open[i];
            }
        }
        return innermost();
    }

    /** Row keys of all open spans. */
    public int[] openKeys() {
        int[] known = keys;
        if (known == null) {
            known = new int[size];
            for (int i = 0; i < size; i++) {
                known[i] = open[i].operatorKey();
            }
            keys = known;
        }
        return known;
    }

    /** Row keys of all open spans, and of one more. */
    public int[] openKeysAnd(TraceSpan oneMore) {
        int[] more = Arrays.copyOf(openKeys(), size + 1);
        more[size] = oneMore.operatorKey();
        return more;
    }

    /** Makes the open spans independent of the batch they came with, and lets go of those that were closed. */
    public void detach() {
        for (int i = 0; i < size; i++) {
            open[i].detach();
        }
        Arrays.fill(open, size, open.length, null);
    }

    /** Hands out, and forgets, the spans that end at this time or before. */
    void closeUntil(long nanos, Consumer<TraceSpan> ended) {
        while (size > 0 && open[size - 1].endNanos() <= nanos) {
            keys = null;
            ended.accept(open[--size]);
        }
        if (size > 0 && firstEnd[size - 1] <= nanos) {
            closeUnderneath(nanos, ended);
        }
    }

    private void closeUnderneath(long nanos, Consumer<TraceSpan> ended) {
        int before = size;
        size = 0;
        keys = null;
        for (int i = 0; i < before; i++) {
            TraceSpan span = open[i];
            if (span.endNanos() <= nanos) {
                ended.accept(span);
            } else {
                push(span);
            }
        }
    }

    /**
     * Takes up a span that starts now: it is a child of what is open, and open itself until its end.
     *
     * @return false if it is never open, because it has no length
     */
    public boolean enter(TraceSpan span) {
        if (span.kind() == EventKind.OPERATOR) {
            addToParents(span);
        }
        if (span.durationNanos() <= 0) {
            return false;
        }
        push(span);
        return true;
    }

    /** Annotations are transparent: a child counts for those opened since the nearest open operator, and for that. */
    private void addToParents(TraceSpan child) {
        for (int i = size - 1; i >= 0; i--) {
            open[i].addChild(child);
            if (open[i].kind() == EventKind.OPERATOR) {
                return;
            }
        }
    }

    void push(TraceSpan span) {
        if (size == open.length) {
            open = Arrays.copyOf(open, 2 * size);
            firstEnd = Arrays.copyOf(firstEnd, 2 * size);
        }
        open[size] = span;
        firstEnd[size] = size == 0 ? span.endNanos() : Math.min(firstEnd[size - 1], span.endNanos());
        size++;
        keys = null;
    }
}
