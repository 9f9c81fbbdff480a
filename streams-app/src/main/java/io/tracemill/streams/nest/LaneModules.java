package io.tracemill.streams.nest;

import io.tracemill.schemas.ActivityMark;
import io.tracemill.schemas.EventKind;
import io.tracemill.schemas.Layer;
import io.tracemill.schemas.flat.Attribute;
import io.tracemill.schemas.flat.FlatEvent;
import io.tracemill.streams.state.OpenModuleState;
import io.tracemill.streams.trace.FullTable;
import io.tracemill.streams.trace.LaunchLayer;
import io.tracemill.streams.trace.ModulePath;
import io.tracemill.streams.trace.ModulePaths;
import io.tracemill.streams.trace.Symbols;
import io.tracemill.streams.trace.TraceSpan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Modules that are open on one lane, by start: of each, its end and its path. Frames of Python may overlap. When one
 * ends before a frame that started in it, the path of the latter is as without it. A frame that starts while {@value
 * #MOST_OPEN} are open, or whose path finds no room, is never open: the module around it stands for it.
 */
public final class LaneModules {

    static final int MOST_OPEN = 256;

    @SuppressWarnings("EnumOrdinal") // events hold a mark as the place of its symbol
    private static final int MODULE = ActivityMark.MODULE.ordinal();

    private long[] ends = new long[4];
    private ModulePath[] open = new ModulePath[4];
    private int size;

    /** Earliest end of those that are open, so that one comparison tells whether any has ended. */
    private long firstEnd = Long.MAX_VALUE;

    /** Path of the module that a span of the lane starts in; itself, if it calls a module. Null for none. */
    @Nullable
    ModulePath enter(TraceSpan span) {
        closeUntil(span.startNanos(), span.symbols().modules());
        @Nullable ModulePath outer = innermost();
        if (span.event().symbol(Attribute.ACTIVITY_MARK) != MODULE) {
            return outer;
        }
        @Nullable
        ModulePath path = size == MOST_OPEN
                ? null
                : span.symbols().modules().path(outer, span.text().toString(), layer(span));
        if (path == null) {
            span.symbols().folds().add(FullTable.MODULES);
            return outer;
        }
        if (span.durationNanos() > 0) {
            push(span.endNanos(), path);
        }
        return path;
    }

    private static @Nullable Layer layer(TraceSpan frame) {
        int mark = frame.event().symbol(Attribute.LAYER_MARK);
        return mark == FlatEvent.NONE ? null : LaunchLayer.layerAt(mark);
    }

    /** Path of the module that was called last of those that are open; null if none is. */
    private @Nullable ModulePath innermost() {
        return size == 0 ? null : open[size - 1];
    }

    /**
     * Path of the module that a call on a lane puts work on a device for: that around the call, or else, in a backward
     * pass, that of the forward pass of the innermost open operator that has one. Null for none.
     *
     * @param call span that has entered the lane's modules, but not the lane
     */
    public static @Nullable ModulePath ofLaunch(TraceSpan call, Lane lane) {
        Symbols symbols = call.symbols();
        if (call.module() != null
                || symbols.modules().isEmpty()
                || !lane.phases().isInBackward(call)) {
            return call.module();
        }
        @Nullable ModulePath forward = forward(call);
        for (int i = lane.depth() - 1; i >= 0 && forward == null; i--) {
            forward = forward(lane.openAt(i));
        }
        return forward;
    }

    private static @Nullable ModulePath forward(TraceSpan span) {
        boolean numbered = span.kind() == EventKind.OPERATOR && span.event().has(Attribute.SEQUENCE_NUMBER);
        return numbered ? span.symbols().forwards().get(span.event().number(Attribute.SEQUENCE_NUMBER)) : null;
    }

    private void closeUntil(long nanos, ModulePaths paths) {
        if (firstEnd > nanos) {
            return;
        }
        int before = size;
        size = 0;
        firstEnd = Long.MAX_VALUE;
        for (int i = 0; i < before; i++) {
            if (ends[i] > nanos) {
                @Nullable ModulePath outer = innermost();
                @Nullable
                ModulePath path =
                        open[i].outer() == outer ? open[i] : paths.path(outer, open[i].frame(), open[i].layer());
                if (path != null) {
                    push(ends[i], path);
                }
            }
        }
    }

    private void push(long end, ModulePath path) {
        if (size == ends.length) {
            ends = Arrays.copyOf(ends, 2 * size);
            open = Arrays.copyOf(open, 2 * size);
        }
        ends[size] = end;
        open[size] = path;
        size++;
        firstEnd = Math.min(firstEnd, end);
    }

    /** Whether no module is open. */
    public boolean isEmpty() {
        return size == 0;
    }

    /** State of the open modules, by start. */
    public List<OpenModuleState> states() {
        List<OpenModuleState> states = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            states.add(new OpenModuleState(open[i].id(), ends[i]));
        }
        return states;
    }

    void restore(long end, ModulePath path) {
        push(end, path);
    }
}
