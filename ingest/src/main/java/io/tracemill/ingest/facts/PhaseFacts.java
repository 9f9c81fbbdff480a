package io.tracemill.ingest.facts;

import io.tracemill.ingest.pack.EventFields;
import io.tracemill.schemas.EventKind;
import io.tracemill.schemas.PhaseMark;
import io.tracemill.schemas.flat.Attribute;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Facts about phases, from the names of operators, annotations and Python frames, and from the numbers that tie an
 * operator to its backward pass. A name is looked at once if it is pooled. Not thread-safe.
 */
public final class PhaseFacts {

    private static final RememberedNames<PhaseMark> NAMES = new RememberedNames<>(PhaseName::mark);

    private final NameMarks<PhaseMark> names;

    /** Facts about events whose strings are in a pool, which gives the bytes of each by its number. */
    public PhaseFacts(IntFunction<byte[]> pool) {
        this.names = new NameMarks<>(pool, PhaseMark.values(), NAMES);
    }

    /** Adds what an event tells of the phase: by its name, else by its numbers. */
    void addTo(EventFields event) {
        @Nullable PhaseMark mark = names.of(event);
        if (mark != null) {
            event.setSymbol(Attribute.PHASE_MARK, mark);
        } else if (event.kind == EventKind.OPERATOR) {
            addByNumbers(event);
        }
    }

    private static void addByNumbers(EventFields operator) {
        if (operator.has(Attribute.FORWARD_THREAD)) {
            operator.setSymbol(Attribute.PHASE_MARK, PhaseMark.BACKWARD);
        } else if (operator.has(Attribute.SEQUENCE_NUMBER)) {
            operator.setSymbol(Attribute.PHASE_MARK, PhaseMark.FORWARD);
        }
    }

    /** Whether an event is an operator that belongs to a backward pass. */
    public boolean isInBackward(EventFields event) {
        return event.kind == EventKind.OPERATOR
                && (event.has(Attribute.FORWARD_THREAD) || names.of(event) == PhaseMark.BACKWARD);
    }
}
