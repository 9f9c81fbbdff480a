package io.tracemill.streams;

import io.tracemill.schemas.AvroSerde;
import io.tracemill.schemas.Span;
import io.tracemill.schemas.SpanBatch;
import io.tracemill.streams.join.LaunchJoin;
import io.tracemill.streams.nest.Lane;
import io.tracemill.streams.nest.Lanes;
import io.tracemill.streams.state.LaneState;
import io.tracemill.streams.state.LaunchState;
import io.tracemill.streams.state.OpenState;
import io.tracemill.streams.state.PassCursor;
import io.tracemill.streams.state.StepState;
import io.tracemill.streams.step.Steps;
import io.tracemill.streams.trace.BatchStrings;
import io.tracemill.streams.trace.Launch;
import io.tracemill.streams.trace.Named;
import io.tracemill.streams.trace.Symbols;
import io.tracemill.streams.trace.TraceSpan;
import io.tracemill.streams.write.SpanTable;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is in flight in a pass between two batches, to and from its cursor: open spans, launches, waiting device events. */
record InFlight(Lanes lanes, LaunchJoin join, Steps steps, AvroSerde<SpanBatch> serde) {

    void save(PassCursor cursor) {
        SpanTable held = new SpanTable();
        cursor.setLanes(lanes.all().stream()
                .filter(lane -> lane.depth() > 0)
                .map(lane -> state(lane, held))
                .toList());
        cursor.setLaunches(
                join.inFlight().stream().map(launch -> state(launch, held)).toList());
        cursor.setQueue(join.waiting().stream().map(held::add).toList());
        cursor.setSteps(steps.byProcess().entrySet().stream()
                .map(step -> new StepState(step.getKey(), step.getValue()))
                .toList());
        SpanBatch batch = new SpanBatch("", "", "", null, null, 0, held.strings(), held.spans());
        cursor.setHeld(ByteBuffer.wrap(serde.encode(batch)));
    }

    private static LaneState state(Lane lane, SpanTable held) {
        List<OpenState> open = new ArrayList<>();
        for (TraceSpan span : lane.open()) {
            open.add(new OpenState(held.add(span), span.childNanos(), span.children()));
        }
        return new LaneState(lane.process(), lane.thread(), open);
    }

    private static LaunchState state(Launch launch, SpanTable held) {
        Launch.Context context = launch.context();
        return new LaunchState(
                launch.timing().correlationId(),
                launch.timing().startNanos(),
                launch.timing().durationNanos(),
                launch.timing().graph(),
                launch.isDropped(),
                context.step(),
                held.index(context.owner()),
                context.ownerKey(),
                held.index(context.device()),
                Arrays.stream(context.openKeys()).boxed().toList(),
                launch.remaining());
    }

    void restore(PassCursor cursor, Symbols symbols) {
        ByteBuffer held = cursor.getHeld().duplicate();
        byte[] bytes = new byte[held.remaining()];
        held.get(bytes);
        SpanBatch batch = serde.decode(bytes);
        BatchStrings strings = new BatchStrings(batch.getStrings(), symbols);
        List<TraceSpan> spans =
                batch.getSpans().stream().map(span -> span(span, strings)).toList();
        for (LaneState lane : cursor.getLanes()) {
            for (OpenState open : lane.getOpen()) {
                TraceSpan span = spans.get(open.getHeld());
                span.restoreChildren(open.getChildNs(), open.getChildren());
                lanes.restore(lane.getProcess(), lane.getThread(), span);
            }
        }
        cursor.getLaunches().forEach(launch -> join.restore(launch(launch, strings)));
        cursor.getQueue().forEach(waiting -> join.restore(spans.get(waiting)));
        cursor.getSteps().forEach(step -> steps.restore(step.getProcess(), step.getStep()));
    }

    private static TraceSpan span(Span state, BatchStrings strings) {
        TraceSpan span = new TraceSpan(state.getEvent(), strings);
        @Nullable Integer depth = state.getDepth();
        @Nullable Integer step = state.getStep();
        span.nested(named(state.getParent(), strings), depth == null ? 0 : depth);
        span.inStep(step == null ? Launch.BEFORE_STEPS : step);
        return span;
    }

    private static @Nullable Named named(@Nullable Integer index, BatchStrings strings) {
        return index == null ? null : new Named.Name(strings, index);
    }

    private static Launch launch(LaunchState state, BatchStrings strings) {
        Launch.Timing timing = new Launch.Timing(
                state.getCorrelationId(), state.getStartNs(), state.getDurationNs(), state.getGraph());
        if (state.getDropped()) {
            return Launch.dropped(timing, state.getRemaining());
        }
        Launch.Context context = new Launch.Context(
                state.getStep(),
                named(state.getOwner(), strings),
                state.getOwnerKey(),
                state.getOpen().stream().mapToInt(Integer::intValue).toArray(),
                named(state.getDevice(), strings));
        return new Launch(timing, context, state.getRemaining());
    }
}
