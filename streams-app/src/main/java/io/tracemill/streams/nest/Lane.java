package io.tracemill.streams.nest;

import io.tracemill.schemas.EventKind;
import io.tracemill.schemas.Phase;
import io.tracemill.schemas.flat.Attribute;
import io.tracemill.streams.activity.ThreadActivity;
import io.tracemill.streams.trace.ModulePath;
import io.tracemill.streams.trace.OpenKeys;
import io.tracemill.streams.trace.SpanIds;
import io.tracemill.streams.trace.Symbols;
import io.tracemill.streams.trace.TraceSpan;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A lane: the open operators and annotations of one thread, by start. It is almost a stack. An annotation may outlive
 * the operators below it, so any open span can be the next to end. At most {@value #MOST_OPEN} are open at once, so
 * that no event costs more than that: a span that starts while so many are open has no children.
 */
public final class Lane {

    static final int MOST_OPEN = 256;

    private final int process;
    private final int thread;
    private final int mostOpen;
    private TraceSpan[] open = new TraceSpan[8];
    /** Earliest end among the spans up to each position, so that one comparison tells whether any span has ended. */
    private long[] firstEnd = new long[8];

    private int size;

    /** Row keys of the open spans up to each position; null where nobody has asked for them. */
    private @Nullable OpenKeys[] keys = new @Nullable OpenKeys[8];

    private final LanePhases phases;
    private final ThreadActivity activity;
    private final LaneModules modules = new LaneModules();

    Lane(int process, int thread, LanePhases phases, ThreadActivity activity) {
        this(process, thread, phases, activity, MOST_OPEN);
    }

    private Lane(int process, int thread, LanePhases phases, ThreadActivity activity, int mostOpen) {
        this.process = process;
        this.thread = thread;
        this.phases = phases;
        this.activity = activity;
        this.mostOpen = mostOpen;
    }

    /** A lane on which no span is ever open, for the threads that find no room. */
    static Lane withoutRoom(LanePhases phases, ThreadActivity activity) {
        return new Lane(Symbols.NONE, Symbols.NONE, phases, activity, 0);
    }

    /** Trace-wide id of the process. */
    public int process() {
        return process;
    }

    /** Trace-wide id of the thread. */
    public int thread() {
        return thread;
    }

    /** Phases of what is open. */
    public LanePhases phases() {
        return phases;
    }

    /** What its thread does. */
    public ThreadActivity activity() {
        return activity;
    }

    /** Phase of a span that starts now and knows its step; on a lane without room that of nothing. */
    public Phase enterPhase(TraceSpan span) {
        if (mostOpen == 0) {
            return Phase.OTHER;
        }
        activity.enter(span);
        return phases.enter(span);
    }

    /** Modules that are open. */
    public LaneModules modules() {
        return modules;
    }

    /**
     * Module that a span of the lane starts in, after {@link #enterPhase}; null for none, and on a lane without room.
     * That of an operator of a forward pass is known to its backward pass from now on.
     */
    public @Nullable ModulePath enterModule(TraceSpan span) {
        @Nullable ModulePath module = mostOpen == 0 ? null : modules.enter(span);
        boolean numbered = span.kind() == EventKind.OPERATOR && span.event().has(Attribute.SEQUENCE_NUMBER);
        Symbols symbols = span.symbols();
        if (numbered && !symbols.modules().isEmpty() && !phases.isInBackward(span)) {
            symbols.forwards().put(span.event().number(Attribute.SEQUENCE_NUMBER), module);
        }
        return module;
    }

    /** Open spans by start. */
    public List<TraceSpan> open() {
        return List.of(Arrays.copyOf(open, size));
    }

    /** Open span at a place by start, from 0. */
    public TraceSpan openAt(int place) {
        return open[place];
    }

    /** Number of open spans. */
    public int depth() {
        return size;
    }

    /** Open span that started last; null if none is open. */
    public @Nullable TraceSpan innermost() {
        return size == 0 ? null : open[size - 1];
    }

    /** Owner of a call made now: the open operator that started last, or else the open annotation that started last. */
    public @Nullable TraceSpan owner() {
        for (int i = size - 1; i >= 0; i--) {
            if (open[i].kind() == EventKind.OPERATOR) {
                return open[i];
            }
        }
        return innermost();
    }

    /** Id of the open span that started last, of those that are written; {@link SpanIds#NONE} if there is none. */
    public long parentId() {
        for (int i = size - 1; i >= 0; i--) {
            if (open[i].ids().isWritten()) {
                return open[i].ids().own();
            }
        }
        return SpanIds.NONE;
    }

    /** Id of the owner of a call made now, as by {@link #owner}, but among the open spans that are written. */
    public long ownerId() {
        for (int i = size - 1; i >= 0; i--) {
            if (open[i].kind() == EventKind.OPERATOR && open[i].ids().isWritten()) {
                return open[i].ids().own();
            }
        }
        return parentId();
    }

    /** Row keys of all open spans; null if none is open. */
    public @Nullable OpenKeys openKeys() {
        int known = size - 1;
        while (known >= 0 && keys[known] == null) {
            known--;
        }
        for (int i = known + 1; i < size; i++) {
            keys[i] = new OpenKeys(open[i].operatorKey(), i == 0 ? null : keys[i - 1]);
        }
        return size == 0 ? null : keys[size - 1];
    }

    /** Makes the open spans independent of the batch they came with, and releases the spans that were closed. */
    public void detach() {
        for (int i = 0; i < size; i++) {
            open[i].detach();
        }
        Arrays.fill(open, size, open.length, null);
    }

    /** Memory of the detached open spans, in bytes. */
    public long heldBytes() {
        long bytes = 0;
        for (int i = 0; i < size; i++) {
            bytes += open[i].heldBytes();
        }
        return bytes;
    }

    /** Closes the spans that end at a time or before, and passes them on. */
    void closeUntil(long nanos, Consumer<TraceSpan> ended) {
        while (size > 0 && open[size - 1].endNanos() <= nanos) {
            ended.accept(open[--size]);
        }
        if (size > 0 && firstEnd[size - 1] <= nanos) {
            closeUnderneath(nanos, ended);
        }
    }

    private void closeUnderneath(long nanos, Consumer<TraceSpan> ended) {
        int before = size;
        int first = 0;
        while (open[first].endNanos() > nanos) {
            first++;
        }
        size = first;
        for (int i = first; i < before; i++) {
            TraceSpan span = open[i];
            if (span.endNanos() <= nanos) {
                ended.accept(span);
            } else {
                push(span);
            }
        }
    }

    /**
     * Adds a span that starts now. It is a child of the open spans, and open until its end.
     *
     * @return false if the span is never open, because it has no length or because there is no room
     */
    public boolean enter(TraceSpan span) {
        if (span.kind() == EventKind.OPERATOR) {
            addToParents(span);
        }
        if (span.durationNanos() <= 0 || isFull()) {
            return false;
        }
        push(span);
        return true;
    }

    /** Whether as many spans are open as there is room for. */
    public boolean isFull() {
        return size >= mostOpen;
    }

    /**
     * Adds a child to its parents. Annotations are transparent: a child counts for the nearest open operator and for
     * every annotation opened since.
     */
    private void addToParents(TraceSpan child) {
        for (int i = size - 1; i >= 0; i--) {
            open[i].parts().addChild(child, open[i].endNanos());
            if (open[i].kind() == EventKind.OPERATOR) {
                return;
            }
        }
    }

    /** Adds a call made now to the nearest open operator, and to every annotation opened since. */
    public void addCall(TraceSpan call) {
        for (int i = size - 1; i >= 0; i--) {
            open[i].parts().addCall(call, open[i].endNanos());
            if (open[i].kind() == EventKind.OPERATOR) {
                return;
            }
        }
    }

    void push(TraceSpan span) {
        if (size == open.length) {
            open = Arrays.copyOf(open, 2 * size);
            firstEnd = Arrays.copyOf(firstEnd, 2 * size);
            keys = Arrays.copyOf(keys, 2 * size);
        }
        keys[size] = null;
        open[size] = span;
        firstEnd[size] = size == 0 ? span.endNanos() : Math.min(firstEnd[size - 1], span.endNanos());
        size++;
    }
}
