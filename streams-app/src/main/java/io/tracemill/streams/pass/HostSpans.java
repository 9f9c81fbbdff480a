package io.tracemill.streams.pass;

import io.tracemill.schemas.EventKind;
import io.tracemill.streams.activity.HostActivities;
import io.tracemill.streams.join.LaunchJoin;
import io.tracemill.streams.nest.Lane;
import io.tracemill.streams.nest.Lanes;
import io.tracemill.streams.step.Steps;
import io.tracemill.streams.trace.FullTable;
import io.tracemill.streams.trace.Launch;
import io.tracemill.streams.trace.Symbols;
import io.tracemill.streams.trace.TraceSpan;
import java.util.function.Consumer;

/**
 * Part of the pass on spans of the host: their places on their threads, their launches and what the threads do.
 *
 * @param complete receives the spans that are complete at their start
 */
record HostSpans(
        Lanes lanes,
        Steps steps,
        LaunchJoin join,
        HostActivities activities,
        Symbols symbols,
        Consumer<TraceSpan> complete) {

    /** Takes the next span of the host, in trace order. */
    void accept(TraceSpan span) {
        Lane lane = lanes.at(span);
        steps.see(span);
        span.isIn(lane.enterPhase(span), lane.enterModule(span));
        countFolds(span, lane);
        if (span.kind() == EventKind.LAUNCH || span.kind() == EventKind.RUNTIME) {
            TraceSpan owner = lane.owner();
            span.ownedBy(owner == null ? null : owner.text());
            span.ids().ownedBy(lane.ownerId());
        }
        if (span.event().isInRuntime()) {
            lane.addCall(span);
        }
        if (span.event().isLaunch()) {
            launch(span, lane);
        }
        if (span.kind() == EventKind.SYNC) {
            join.device(span);
        } else if (!span.nests() || !lane.enter(span)) {
            complete.accept(span);
        }
    }

    private void launch(TraceSpan call, Lane lane) {
        Launch launch = LaunchCalls.launch(call, lane);
        if (!lanes.areWithout(lane)) {
            activities.launch(launch.startNanos(), lane.activity());
        }
        join.launch(launch);
    }

    private void countFolds(TraceSpan span, Lane lane) {
        if (lanes.areWithout(lane)) {
            symbols.folds().add(FullTable.THREADS);
        } else if (span.nests() && lane.isFull()) {
            symbols.folds().add(FullTable.OPEN_SPANS);
        }
    }
}
