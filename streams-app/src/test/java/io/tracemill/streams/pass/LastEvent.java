package io.tracemill.streams.pass;

import io.tracemill.schemas.ActivityMark;
import io.tracemill.schemas.ComputeUnit;
import io.tracemill.schemas.CounterNames;
import io.tracemill.schemas.Layer;
import io.tracemill.schemas.OperatorWork;
import io.tracemill.schemas.PhaseMark;
import io.tracemill.schemas.TraceEvent;
import io.tracemill.streams.pass.DraftBatches.Draft;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What can be said of the event of a trace that was added last. */
abstract class LastEvent {

    abstract TestTrace self();

    abstract Draft lastDraft();

    TraceEvent last() {
        return lastDraft().event();
    }

    Map<String, String> lastStrings() {
        return lastDraft().strings();
    }

    /** Makes the last event the mark of a step. */
    public TestTrace marking(int step) {
        last().setStepMark(step);
        return self();
    }

    /** Lets the last event tell a phase. */
    public TestTrace telling(PhaseMark mark) {
        last().setPhaseMark(mark);
        return self();
    }

    /** Lets the last event tell an activity. */
    public TestTrace marking(ActivityMark mark) {
        last().setActivityMark(mark);
        return self();
    }

    /** Gives the last event, an operator, inputs of these shapes. */
    public TestTrace withInputs(String dims) {
        lastStrings().put("input_dims", dims);
        return self();
    }

    /** Gives the last event, an operator, modelled work. */
    public TestTrace working(long flops, @Nullable Long bytes, ComputeUnit unit) {
        last().setWork(OperatorWork.newBuilder()
                .setFlops(flops)
                .setBytes(bytes)
                .setUnit(unit)
                .build());
        return self();
    }

    /** Lets the last event tell the layer of a model. */
    public TestTrace layer(Layer layer) {
        last().setLayerMark(layer);
        return self();
    }

    /** Gives the last event a sequence number. */
    public TestTrace numbered(long number) {
        last().setSequenceNumber(number);
        return self();
    }

    /** Makes the last event overhead of the runtime. */
    public TestTrace overhead() {
        last().setRuntimeOverhead(true);
        return self();
    }

    /** Sets the remaining arguments of the last event. */
    public TestTrace withArgs(String json) {
        last().setArgs(json);
        return self();
    }

    /** Makes the last event, on a device, one whose id several launches carry. */
    public TestTrace ambiguous() {
        last().setLaunchAmbiguous(true);
        return self();
    }

    /** Makes the last event, on a device, one whose duration was clipped. */
    public TestTrace clippedFrom(long reported) {
        last().setReportedDurationNs(reported);
        return self();
    }

    /** Lets the last event tell how much is allocated and reserved. */
    public TestTrace reading(double allocated, double reserved) {
        last().setCounters(Map.of(CounterNames.ALLOCATED_BYTES, allocated, CounterNames.RESERVED_BYTES, reserved));
        return self();
    }

    /** Gives the last event the id of its launch. */
    public TestTrace launchedBy(long correlation) {
        last().setCorrelationId(correlation);
        return self();
    }
}
