package io.tracemill.streams.activity;

import io.tracemill.schemas.ActivityMark;
import io.tracemill.schemas.EventKind;
import io.tracemill.schemas.HostActivity;
import io.tracemill.schemas.flat.Attribute;
import io.tracemill.schemas.flat.FlatEvent;
import io.tracemill.streams.state.FrameKind;
import io.tracemill.streams.state.OpenFrameState;
import io.tracemill.streams.trace.Symbols;
import io.tracemill.streams.trace.TraceSpan;
import org.jspecify.annotations.Nullable;

/**
 * Frame that is open on a thread: an operator, an annotation, a call or a Python frame. What it takes over from the
 * frames around it is worked out by {@link #standOn}. An object is used for many frames.
 */
final class OpenFrame {

    /** Time from which a copy must have waited for the device, in ns: copies from pageable memory block. */
    private static final long BLOCKING_COPY_NANOS = 50_000;

    /**
     * Time from which any other call must have loaded code or initialised the device, in ns: while a device is idle, no
     * queue is full.
     */
    private static final long INITIALISING_NANOS = 1_000_000;

    private static final ActivityMark[] MARKS = ActivityMark.values();

    private FrameKind kind = FrameKind.ANNOTATION;
    private long endNanos;
    private int name;
    private int module;
    private @Nullable HostActivity own;

    /** Earliest end of this frame and of those around it, in ns. */
    private long firstEndNanos;

    // Names of frames, this one included: the outermost of a class, the innermost of a kind.
    private int input;
    private int compile;
    private int wait;
    private int sync;
    private int outermostOperator;
    private int operator;
    private int annotation;
    private int innermostModule;

    private int activity;

    /** Begins the frame of a span. */
    void begin(TraceSpan span, FrameKind itsKind, Symbols symbols) {
        int mark = span.event().symbol(Attribute.ACTIVITY_MARK);
        kind = itsKind;
        endNanos = span.endNanos();
        name = symbols.frame(span.text());
        module = mark != FlatEvent.NONE && MARKS[mark] == ActivityMark.MODULE
                ? symbols.module(span.text())
                : Activity.NONE;
        own = kind == FrameKind.CALL ? ofCall(mark, span) : ofFrame(mark);
    }

    /** Kind of the frame that a span opens; null if it opens none. */
    static @Nullable FrameKind kind(TraceSpan span) {
        EventKind kind = span.kind();
        if (kind == EventKind.ANNOTATION) {
            return span.event().has(Attribute.STEP_MARK) ? FrameKind.STEP : FrameKind.ANNOTATION;
        }
        if (span.event().isInRuntime()) {
            return FrameKind.CALL;
        }
        return kind == EventKind.OPERATOR ? FrameKind.OPERATOR : kind == EventKind.PYTHON ? FrameKind.PYTHON : null;
    }

    private static @Nullable HostActivity ofFrame(int mark) {
        if (mark == FlatEvent.NONE) {
            return null;
        }
        return switch (MARKS[mark]) {
            case INPUT -> HostActivity.INPUT;
            case COMPILE -> HostActivity.COMPILE;
            case COLLECTIVE_WAIT -> HostActivity.COLLECTIVE_WAIT;
            case SYNC -> HostActivity.SYNC;
            case MODULE, MODULE_LOAD, ALLOCATION, COPY, LAUNCH -> null;
        };
    }

    private static HostActivity ofCall(int mark, TraceSpan call) {
        HostActivity ofShort = HostActivity.RUNTIME;
        HostActivity ofLong = HostActivity.MODULE_LOAD;
        long isLong = INITIALISING_NANOS;
        if (mark != FlatEvent.NONE) {
            switch (MARKS[mark]) {
                case MODULE_LOAD -> ofShort = HostActivity.MODULE_LOAD;
                case SYNC, COLLECTIVE_WAIT -> {
                    return HostActivity.SYNC;
                }
                case ALLOCATION -> {
                    return HostActivity.ALLOCATION;
                }
                case COPY -> {
                    ofShort = HostActivity.LAUNCH;
                    ofLong = HostActivity.SYNC;
                    isLong = BLOCKING_COPY_NANOS;
                }
                case LAUNCH -> ofShort = HostActivity.LAUNCH;
                case INPUT, COMPILE, MODULE -> {}
            }
        }
        if (call.event().has(Attribute.GRAPH_LAUNCH)) {
            return HostActivity.LAUNCH;
        }
        return call.durationNanos() >= isLong ? ofLong : ofShort;
    }

    /** Takes over what holds for the frame that this one stands on; null if it stands on none. */
    void standOn(@Nullable OpenFrame under, Activities activities) {
        firstEndNanos = under == null ? endNanos : Math.min(endNanos, under.firstEndNanos);
        input = outermost(own == HostActivity.INPUT, under == null ? Activity.NONE : under.input);
        compile = outermost(own == HostActivity.COMPILE, under == null ? Activity.NONE : under.compile);
        wait = outermost(own == HostActivity.COLLECTIVE_WAIT, under == null ? Activity.NONE : under.wait);
        boolean syncs = own == HostActivity.SYNC && kind == FrameKind.OPERATOR;
        sync = outermost(syncs, under == null ? Activity.NONE : under.sync);
        boolean operates = kind == FrameKind.OPERATOR;
        outermostOperator = outermost(operates, under == null ? Activity.NONE : under.outermostOperator);
        operator = operates ? name : under == null ? Activity.NONE : under.operator;
        annotation = kind == FrameKind.ANNOTATION ? name : under == null ? Activity.NONE : under.annotation;
        innermostModule = module != Activity.NONE ? module : under == null ? Activity.NONE : under.innermostModule;
        activity = activity(activities);
    }

    private int outermost(boolean isOne, int around) {
        return around != Activity.NONE || !isOne ? around : name;
    }

    private int activity(Activities activities) {
        int place = innermostModule != Activity.NONE
                ? innermostModule
                : annotation != Activity.NONE ? annotation : outermostOperator;
        if (input != Activity.NONE) {
            return activities.id(HostActivity.INPUT, input, place);
        }
        if (compile != Activity.NONE) {
            return activities.id(HostActivity.COMPILE, compile, place);
        }
        HostActivity does = kind == FrameKind.CALL ? own : null;
        if (does != null && does != HostActivity.RUNTIME && (does != HostActivity.SYNC || wait == Activity.NONE)) {
            return activities.id(does, name, place);
        }
        return activityOfFrames(activities, does, place);
    }

    /** Activity inside of no call, or of one that tells less than the frames around it. */
    private int activityOfFrames(Activities activities, @Nullable HostActivity call, int place) {
        boolean syncs = call == HostActivity.SYNC || sync != Activity.NONE;
        if (wait != Activity.NONE && (syncs || call == null)) {
            return activities.id(HostActivity.COLLECTIVE_WAIT, wait, place);
        }
        if (syncs) {
            return activities.id(HostActivity.SYNC, sync, place);
        }
        if (call != null) {
            return activities.id(call, name, place);
        }
        if (kind == FrameKind.PYTHON) {
            return activities.id(HostActivity.PYTHON, name, place);
        }
        return operator != Activity.NONE
                ? activities.id(HostActivity.FRAMEWORK, operator, place)
                : activities.id(HostActivity.BETWEEN, name, place);
    }

    long endNanos() {
        return endNanos;
    }

    long firstEndNanos() {
        return firstEndNanos;
    }

    int activity() {
        return activity;
    }

    OpenFrameState state() {
        return new OpenFrameState(kind, endNanos, name, own == null ? null : own.name(), module);
    }

    void restore(OpenFrameState state) {
        kind = state.getKind();
        endNanos = state.getEndNs();
        name = state.getName();
        own = state.getOwn() == null ? null : HostActivity.valueOf(state.getOwn());
        module = state.getModule();
    }
}
