package io.tracemill.streams.rollup;

import io.tracemill.schemas.EventKind;
import io.tracemill.schemas.Phase;
import io.tracemill.streams.state.PhaseTimeState;
import io.tracemill.streams.trace.Saturating;
import io.tracemill.streams.trace.TraceSpan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Times by phase, and the parts of them that collectives took. */
@SuppressWarnings("EnumOrdinal") // times in an array, as they are touched per event; never stored by ordinal
final class PhaseTimes {

    private static final Phase[] PHASES = Phase.values();

    private final long[] nanos = new long[PHASES.length];
    private final long[] communicationNanos = new long[PHASES.length];

    /** Receiver of the times of one phase, in ns. */
    interface Receiver {
        void accept(Phase phase, long nanos, long communicationNanos);
    }

    /** Adds a device event to the phase that it was launched in. */
    void count(TraceSpan deviceEvent) {
        Phase phase = deviceEvent.phase();
        long duration = deviceEvent.durationNanos();
        boolean communicates = deviceEvent.kind() == EventKind.COMMUNICATION;
        add(phase == null ? Phase.NO_LAUNCH : phase, duration, communicates ? duration : 0);
    }

    void add(Phase phase, long time, long communication) {
        int place = phase.ordinal();
        nanos[place] = Saturating.sum(nanos[place], time);
        communicationNanos[place] = Saturating.sum(communicationNanos[place], communication);
    }

    void add(PhaseTimes other) {
        other.forEach(this::add);
    }

    void add(List<PhaseTimeState> states) {
        states.forEach(state -> add(Phase.valueOf(state.getPhase()), state.getNs(), state.getCommunicationNs()));
    }

    /** Passes on the phases that took any time. */
    void forEach(Receiver receiver) {
        for (Phase phase : PHASES) {
            if (nanos[phase.ordinal()] != 0) {
                receiver.accept(phase, nanos[phase.ordinal()], communicationNanos[phase.ordinal()]);
            }
        }
    }

    void clear() {
        Arrays.fill(nanos, 0);
        Arrays.fill(communicationNanos, 0);
    }

    List<PhaseTimeState> states() {
        List<PhaseTimeState> states = new ArrayList<>();
        forEach((phase, time, communication) -> states.add(new PhaseTimeState(phase.name(), time, communication)));
        return states;
    }
}
