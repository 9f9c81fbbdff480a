package io.tracemill.streams.rollup;

import io.tracemill.schemas.AvroSerde;
import io.tracemill.schemas.Phase;
import io.tracemill.schemas.PhaseStats;
import io.tracemill.streams.nest.HostTime;
import io.tracemill.streams.state.HostPhasesState;
import io.tracemill.streams.state.HostStepState;
import io.tracemill.streams.trace.Launch;
import io.tracemill.streams.trace.TraceSpan;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Analysis with one row for each phase and step of the host: time of its threads. The lanes feed it, since only they
 * know what is open. Of more than {@value #MOST_STEPS} steps, those with the lowest numbers have rows.
 */
public final class HostPhaseRows implements Analysis, HostTime {

    private static final int MOST_STEPS = 1 << 14;

    private final AvroSerde<HostPhasesState> serde = AvroSerde.of(HostPhasesState.class);
    private final Times partial = new Times();
    private final Times totals = new Times();

    /** Times by step, and those of the steps that find no room: whatever their order, the lowest numbers find it. */
    private static final class Times {
        private final TreeMap<Integer, PhaseTimes> bySteps = new TreeMap<>();
        private final PhaseTimes others = new PhaseTimes();

        private int recentStep;
        private @Nullable PhaseTimes recent;

        PhaseTimes at(int step) {
            @Nullable PhaseTimes known = recent;
            if (known == null || recentStep != step) {
                known = find(step);
                recentStep = step;
                recent = known;
            }
            return known;
        }

        private PhaseTimes find(int step) {
            @Nullable PhaseTimes known = bySteps.get(step);
            if (known != null) {
                return known;
            }
            if (bySteps.size() == MOST_STEPS) {
                if (step > bySteps.lastKey()) {
                    return others;
                }
                PhaseTimes last = bySteps.remove(bySteps.lastKey());
                if (last != null) {
                    others.add(last);
                }
            }
            PhaseTimes fresh = new PhaseTimes();
            bySteps.put(step, fresh);
            return fresh;
        }

        void add(Times more) {
            more.bySteps.forEach((step, times) -> at(step).add(times));
            others.add(more.others);
        }

        void clear() {
            bySteps.clear();
            others.clear();
            recent = null;
        }

        HostPhasesState state() {
            List<HostStepState> steps = bySteps.entrySet().stream()
                    .map(step ->
                            new HostStepState(step.getKey(), step.getValue().states()))
                    .toList();
            return new HostPhasesState(steps, others.states());
        }
    }

    @Override
    public String name() {
        return "host_phases";
    }

    @Override
    public void add(int step, Phase phase, long nanos) {
        partial.at(step).add(phase, nanos, 0);
    }

    @Override
    public void accept(TraceSpan span) {}

    @Override
    public byte[] partial() {
        return serde.encode(partial.state());
    }

    @Override
    public void endPartial() {
        totals.add(partial);
        partial.clear();
    }

    @Override
    public byte[] totals() {
        return serde.encode(totals.state());
    }

    @Override
    public void add(byte[] encoded) {
        HostPhasesState state = serde.decode(encoded);
        for (HostStepState step : state.getSteps()) {
            totals.at(step.getStep()).add(step.getPhases());
        }
        totals.others.add(state.getOthers());
    }

    @Override
    public void report(TraceRows out) {
        PhaseTimes trace = new PhaseTimes();
        trace.add(totals.others);
        totals.bySteps.values().forEach(trace::add);
        boolean hasSteps = totals.bySteps.keySet().stream().anyMatch(step -> step != Launch.BEFORE_STEPS);
        if (hasSteps) {
            totals.bySteps.forEach((step, times) -> report(times, step, out));
        }
        report(trace, null, out);
    }

    private static void report(PhaseTimes times, @Nullable Integer step, TraceRows out) {
        times.forEach((phase, nanos, communication) -> out.emit(PhaseStats.newBuilder()
                .setTraceId(out.info().getTraceId())
                .setRun(out.info().getRun())
                .setDate(out.info().getDate())
                .setNode(out.info().getNode())
                .setRank(out.info().getRank())
                .setStep(step)
                .setPhase(phase)
                .setHostNs(nanos)
                .build()));
    }
}
