package io.tracemill.streams.nest;

import io.tracemill.schemas.EventKind;
import io.tracemill.schemas.Phase;
import io.tracemill.schemas.PhaseMark;
import io.tracemill.schemas.flat.Attribute;
import io.tracemill.schemas.flat.FlatEvent;
import io.tracemill.streams.state.LanePhasesState;
import io.tracemill.streams.state.OpenMarkState;
import io.tracemill.streams.trace.Launch;
import io.tracemill.streams.trace.TraceSpan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Phases of one lane. Of each mark only the latest end of the frames with it is kept: frames come by start, so a mark
 * is open until then. Time of the host counts while an operator is open, or an annotation that tells a phase other than
 * by being a step.
 */
@SuppressWarnings("EnumOrdinal") // times by mark in an array, as they are touched per event; never stored by ordinal
public final class LanePhases {

    /** Time of an end that is never reached. */
    private static final long NEVER = Long.MAX_VALUE;

    private final PhaseRule rule;
    private final HostTime host;
    private final long[] openUntil = new long[PhaseRule.MARKS.length];
    private long countsUntil = Long.MIN_VALUE;
    private long since = Long.MIN_VALUE;
    private long changes = NEVER;
    private Phase phase = Phase.OTHER;
    private int step = Launch.BEFORE_STEPS;

    LanePhases(PhaseRule rule, HostTime host) {
        this.rule = rule;
        this.host = host;
        Arrays.fill(openUntil, Long.MIN_VALUE);
    }

    /** Phase of a span of the lane that starts now and knows its step. What it marks is open until its end. */
    Phase enter(TraceSpan span) {
        long now = span.startNanos();
        advanceTo(now);
        int mark = span.event().symbol(Attribute.PHASE_MARK);
        long end = span.endNanos();
        boolean marks = mark != FlatEvent.NONE && end > Math.max(now, openUntil[mark]);
        boolean counts = end > Math.max(now, countsUntil) && counts(span, mark);
        if (marks || counts || step != span.step()) {
            count(now);
            step = span.step();
            if (marks) {
                openUntil[mark] = end;
            }
            if (counts) {
                countsUntil = end;
            }
            look();
        }
        return mark == FlatEvent.NONE ? phase : rule.at(openUntil, now, mark);
    }

    /** Whether a span that has entered starts inside of a backward pass, or belongs to one by itself. */
    boolean isInBackward(TraceSpan span) {
        int backward = PhaseMark.BACKWARD.ordinal();
        return openUntil[backward] > span.startNanos() || span.event().symbol(Attribute.PHASE_MARK) == backward;
    }

    private static boolean counts(TraceSpan span, int mark) {
        boolean tellsPhase = mark != FlatEvent.NONE && mark != PhaseMark.STEP.ordinal();
        return span.kind() == EventKind.OPERATOR || (span.kind() == EventKind.ANNOTATION && tellsPhase);
    }

    /** Counts the time up to the last end before a time, in ns. */
    void advanceTo(long nanos) {
        while (changes <= nanos && changes != NEVER) {
            count(changes);
            look();
        }
    }

    private void count(long until) {
        if (countsUntil > since) {
            host.add(step, phase, until - since);
        }
        since = until;
    }

    /** Looks for the phase at the time up to which all is counted, and for the next end. */
    private void look() {
        phase = rule.at(openUntil, since, FlatEvent.NONE);
        changes = countsUntil > since ? countsUntil : NEVER;
        for (long end : openUntil) {
            if (end > since) {
                changes = Math.min(changes, end);
            }
        }
    }

    /** State of what is open; null if nothing is. */
    public @Nullable LanePhasesState state() {
        if (changes == NEVER) {
            return null;
        }
        List<OpenMarkState> marks = new ArrayList<>();
        for (PhaseMark mark : PhaseRule.MARKS) {
            if (openUntil[mark.ordinal()] > since) {
                marks.add(new OpenMarkState(mark.name(), openUntil[mark.ordinal()]));
            }
        }
        return new LanePhasesState(marks, countsUntil, since, step);
    }

    void restore(LanePhasesState state) {
        for (OpenMarkState mark : state.getMarks()) {
            openUntil[PhaseMark.valueOf(mark.getMark()).ordinal()] = mark.getUntilNs();
        }
        countsUntil = state.getCountsUntilNs();
        since = state.getSinceNs();
        step = state.getStep();
        look();
    }
}
