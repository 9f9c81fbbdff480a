package io.tracemill.streams.pass;

import io.tracemill.schemas.Phase;
import io.tracemill.schemas.SpanBatch;
import io.tracemill.schemas.flat.FlatBatch;
import io.tracemill.schemas.flat.FlatBatchReader;
import io.tracemill.schemas.flat.FlatEvent;
import io.tracemill.schemas.flat.FlatSpan;
import io.tracemill.streams.join.LaunchJoin;
import io.tracemill.streams.nest.Lane;
import io.tracemill.streams.nest.Lanes;
import io.tracemill.streams.state.LaneState;
import io.tracemill.streams.state.OpenModuleState;
import io.tracemill.streams.state.OpenState;
import io.tracemill.streams.state.PassCursor;
import io.tracemill.streams.state.StepState;
import io.tracemill.streams.step.Steps;
import io.tracemill.streams.store.StoredBytes;
import io.tracemill.streams.trace.Launch;
import io.tracemill.streams.trace.ModulePath;
import io.tracemill.streams.trace.ModulePaths;
import io.tracemill.streams.trace.ShapeCall;
import io.tracemill.streams.trace.SpanParts;
import io.tracemill.streams.trace.Symbols;
import io.tracemill.streams.trace.Text;
import io.tracemill.streams.trace.Texts;
import io.tracemill.streams.trace.TraceSpan;
import io.tracemill.streams.write.SpanTable;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * State in flight between two batches: open spans, launches, and waiting device events. Written to the cursor and read
 * from it.
 */
record InFlightState(Lanes lanes, LaunchJoin join, Steps steps) {

    private static final int LAUNCH_BYTES = 176;
    private static final int FRAME_BYTES = 96;
    private static final List<Phase> PHASES = List.of(Phase.values());

    /** Memory of the detached spans and of the launches, in bytes. */
    long bytes() {
        long bytes = (long) LAUNCH_BYTES * join.launches();
        for (Lane lane : lanes.all()) {
            bytes += lane.heldBytes() + (long) FRAME_BYTES * lane.activity().depth();
        }
        for (TraceSpan span : join.waiting()) {
            bytes += span.heldBytes();
        }
        return bytes;
    }

    /** Makes the spans in flight independent of their batch. */
    void detach() {
        lanes.all().forEach(Lane::detach);
        join.waiting().forEach(TraceSpan::detach);
    }

    /**
     * Writes the state into a cursor.
     *
     * @param held buffer for the spans; it is left empty
     */
    void save(PassCursor cursor, SpanTable held) {
        held.clear();
        ShapeCallStates calls = new ShapeCallStates();
        cursor.setLanes(lanes.all().stream()
                .filter(InFlightState::isOpen)
                .map(lane -> state(lane, held, calls))
                .toList());
        new LaunchStates(held, calls).save(join.inFlight(), cursor);
        calls.save(cursor);
        cursor.setQueue(join.waiting().stream().map(held::add).toList());
        cursor.setSteps(steps.byProcess().entrySet().stream()
                .map(step -> new StepState(step.getKey(), step.getValue()))
                .toList());
        SpanBatch frame = new SpanBatch("", "", "", null, null, 0, List.of(), List.of());
        cursor.setHeld(ByteBuffer.wrap(held.encode(frame)));
    }

    private static LaneState state(Lane lane, SpanTable held, ShapeCallStates calls) {
        List<OpenState> open = new ArrayList<>();
        for (TraceSpan span : lane.open()) {
            SpanParts parts = span.parts();
            open.add(parts.state(held.add(span), ModulePaths.id(span.module()), calls.number(parts.call())));
        }
        return new LaneState(
                lane.process(),
                lane.thread(),
                open,
                lane.phases().state(),
                lane.modules().states(),
                lane.activity().openFrames());
    }

    private static boolean isOpen(Lane lane) {
        return lane.depth() > 0
                || lane.activity().depth() > 0
                || !lane.modules().isEmpty()
                || lane.phases().state() != null;
    }

    void restore(PassCursor cursor, Symbols symbols, Texts texts) {
        FlatBatch<SpanBatch, FlatSpan> held = FlatBatchReader.ofSpans().read(StoredBytes.of(cursor.getHeld()));
        Text[] strings = texts.of(held.strings());
        List<TraceSpan> spans = spans(held, strings, symbols);
        List<ShapeCall> calls = ShapeCallStates.restore(cursor);
        cursor.getLanes().forEach(lane -> restore(lane, spans, symbols.modules(), calls));
        LaunchStates.restore(cursor, strings, symbols, calls).forEach(join::restore);
        cursor.getQueue().forEach(waiting -> join.restore(spans.get(waiting)));
        cursor.getSteps().forEach(step -> steps.restore(step.getProcess(), step.getStep()));
    }

    private void restore(LaneState lane, List<TraceSpan> spans, ModulePaths modules, List<ShapeCall> calls) {
        for (OpenState open : lane.getOpen()) {
            TraceSpan span = spans.get(open.getHeld());
            span.parts().restore(open, ShapeCallStates.at(open.getCall(), calls));
            span.isIn(span.phase(), modules.at(open.getModule()));
            lanes.restore(lane.getProcess(), lane.getThread(), span);
        }
        lanes.restore(lane.getProcess(), lane.getThread(), lane.getFrames());
        if (lane.getPhases() != null) {
            lanes.restore(lane.getProcess(), lane.getThread(), lane.getPhases());
        }
        for (OpenModuleState open : lane.getModules()) {
            @Nullable ModulePath module = modules.at(open.getModule());
            if (module != null) {
                lanes.restore(lane.getProcess(), lane.getThread(), open.getUntilNs(), module);
            }
        }
    }

    private static List<TraceSpan> spans(FlatBatch<SpanBatch, FlatSpan> held, Text[] strings, Symbols symbols) {
        List<TraceSpan> spans = new ArrayList<>();
        FlatSpan state = new FlatSpan();
        for (FlatBatch<SpanBatch, FlatSpan>.Items items = held.items(); items.next(state); ) {
            TraceSpan span = new TraceSpan(symbols);
            span.event().copyFrom(state.event);
            span.begin(strings);
            span.nested(
                    state.parent == FlatEvent.NONE ? null : strings[state.parent],
                    state.has(FlatSpan.DEPTH) ? state.depth : 0);
            if (state.has(FlatSpan.SPAN_ID)) {
                span.ids().writtenAs(state.spanId);
            }
            if (state.has(FlatSpan.PARENT_ID)) {
                span.ids().inParent(state.parentId);
            }
            span.inStep(state.has(FlatSpan.STEP) ? state.step : Launch.BEFORE_STEPS);
            span.isIn(state.phase == FlatEvent.NONE ? null : PHASES.get(state.phase), null);
            spans.add(span);
        }
        return spans;
    }
}
