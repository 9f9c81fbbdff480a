package io.tracemill.streams.pass;

import io.tracemill.schemas.Phase;
import io.tracemill.schemas.flat.Attribute;
import io.tracemill.schemas.flat.FlatEvent;
import io.tracemill.streams.state.ContextState;
import io.tracemill.streams.state.LaunchState;
import io.tracemill.streams.state.PassCursor;
import io.tracemill.streams.trace.Launch;
import io.tracemill.streams.trace.LaunchLayer;
import io.tracemill.streams.trace.ModulePaths;
import io.tracemill.streams.trace.OpenKeys;
import io.tracemill.streams.trace.Shape;
import io.tracemill.streams.trace.ShapeCall;
import io.tracemill.streams.trace.Symbols;
import io.tracemill.streams.trace.Text;
import io.tracemill.streams.write.SpanTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Encoder of launches in flight. Many of them are called in the same context and shortly after one another, so each
 * context is written once, and correlation ids and times as differences.
 */
final class LaunchStates {

    private final SpanTable held;
    private final ShapeCallStates calls;
    private final Map<Context, Integer> indexes = new HashMap<>();
    private final OpenKeyStates openKeys = new OpenKeyStates();
    private final List<ContextState> contexts = new ArrayList<>();

    /** Context of a launch call, comparable by content. */
    private record Context(
            int step,
            Phase phase,
            int module,
            int shape,
            int layer,
            @Nullable Text owner,
            int ownerKey,
            @Nullable Text device,
            @Nullable Text process,
            @Nullable Text thread,
            int open) {}

    /**
     * Creates an encoder.
     *
     * @param held table to whose strings the names of owners, devices, processes and threads are added
     * @param calls encoder to which the calls of launches are added
     */
    LaunchStates(SpanTable held, ShapeCallStates calls) {
        this.held = held;
        this.calls = calls;
    }

    void save(List<Launch> launches, PassCursor cursor) {
        List<LaunchState> states = new ArrayList<>(launches.size());
        long correlationBefore = 0;
        long startBefore = 0;
        long idBefore = 0;
        int callBefore = 0;
        for (Launch launch : launches) {
            int call = calls.number(launch.call());
            states.add(new LaunchState(
                    launch.correlationId() - correlationBefore,
                    launch.startNanos() - startBefore,
                    launch.durationNanos(),
                    launch.isGraph(),
                    launch.isDropped(),
                    call - callBefore,
                    indexes.computeIfAbsent(context(launch), this::append),
                    launch.remaining(),
                    launch.id() - idBefore,
                    launch.id() - launch.ownerId()));
            correlationBefore = launch.correlationId();
            startBefore = launch.startNanos();
            idBefore = launch.id();
            callBefore = call;
        }
        cursor.setOpenKeys(openKeys.states());
        cursor.setContexts(contexts);
        cursor.setLaunches(states);
    }

    private Context context(Launch launch) {
        int open = openKeys.index(launch.openKeys());
        return new Context(
                launch.step(),
                launch.phase(),
                ModulePaths.id(launch.module()),
                Shape.idOf(launch.shape()),
                LaunchLayer.code(launch.layer()),
                launch.owner(),
                launch.ownerKey(),
                launch.device(),
                launch.process(),
                launch.thread(),
                open);
    }

    private int append(Context context) {
        contexts.add(new ContextState(
                context.step,
                context.phase.name(),
                context.module,
                context.shape,
                context.layer,
                index(context.owner),
                context.ownerKey,
                index(context.device),
                index(context.process),
                index(context.thread),
                context.open));
        return contexts.size() - 1;
    }

    private @Nullable Integer index(@Nullable Text text) {
        return text == null ? null : held.index(text);
    }

    static List<Launch> restore(PassCursor cursor, Text[] strings, Symbols symbols, List<ShapeCall> calls) {
        List<Launch> launches = new ArrayList<>();
        List<OpenKeys> openKeys = OpenKeyStates.restore(cursor.getOpenKeys());
        FlatEvent call = new FlatEvent();
        long correlationId = 0;
        long startNanos = 0;
        long id = 0;
        int callNumber = 0;
        for (LaunchState state : cursor.getLaunches()) {
            correlationId += state.getCorrelationId();
            startNanos += state.getStartNs();
            call.set(Attribute.CORRELATION_ID, correlationId);
            call.set(Attribute.START_NS, startNanos);
            call.set(Attribute.DURATION_NS, state.getDurationNs());
            call.set(Attribute.LAUNCHED_EVENTS, state.getRemaining());
            Launch launch = new Launch(call, state.getGraph());
            if (state.getDropped()) {
                launch.drop();
            }
            ContextState context = cursor.getContexts().get(state.getContext());
            OpenKeys open = context.getOpen() == OpenKeyStates.NONE ? null : openKeys.get(context.getOpen());
            launch.standsIn(text(context.getOwner(), strings), context.getOwnerKey(), open);
            Phase phase = Phase.valueOf(context.getPhase());
            launch.hasContext(context.getStep(), phase, text(context.getDevice(), strings));
            launch.isIn(symbols.modules().at(context.getModule()));
            launch.isOf(LaunchLayer.at(context.getLayer()));
            callNumber += state.getCall();
            launch.countsFor(symbols.shapes().at(context.getShape()), ShapeCallStates.at(callNumber, calls));
            launch.ranOn(text(context.getProcess(), strings), text(context.getThread(), strings));
            id += state.getId();
            launch.hasIds(id, id - state.getOwnerId());
            launches.add(launch);
        }
        return launches;
    }

    private static @Nullable Text text(@Nullable Integer index, Text[] strings) {
        return index == null ? null : strings[index];
    }
}
