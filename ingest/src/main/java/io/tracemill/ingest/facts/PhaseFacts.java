package io.tracemill.ingest.facts;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tracemill.ingest.pack.EventFields;
import io.tracemill.schemas.EventKind;
import io.tracemill.schemas.PhaseMark;
import io.tracemill.schemas.flat.Attribute;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Facts about phases, from the names of operators, annotations and Python frames, and from the numbers that tie an
 * operator to its backward pass. A name is looked at once if it is pooled. Not thread-safe.
 */
public final class PhaseFacts {

    private static final List<PhaseMark> MARKS = List.of(PhaseMark.values());
    private static final byte UNASKED = 0;
    private static final byte NO_MARK = 1;
    private static final byte FIRST_MARK = 2;

    private final IntFunction<byte[]> pool;
    private byte[] byName = new byte[1024];

    /** Facts about events whose strings are in a pool, which gives the bytes of each by its number. */
    public PhaseFacts(IntFunction<byte[]> pool) {
        this.pool = pool;
    }

    /** Adds what an event tells of the phase: by its name, else by its numbers. */
    void addTo(EventFields event) {
        PhaseMark mark = mark(event);
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
                && (event.has(Attribute.FORWARD_THREAD) || mark(event) == PhaseMark.BACKWARD);
    }

    private @Nullable PhaseMark mark(EventFields event) {
        int name = event.text(Attribute.NAME);
        if (name < 0) {
            return name == EventFields.NONE ? null : PhaseName.mark(event.inlineText(name));
        }
        if (name >= byName.length) {
            byName = Arrays.copyOf(byName, name * 2);
        }
        if (byName[name] == UNASKED) {
            PhaseMark mark = PhaseName.mark(new String(pool.apply(name), UTF_8));
            byName[name] = mark == null ? NO_MARK : (byte) (FIRST_MARK + MARKS.indexOf(mark));
        }
        return byName[name] == NO_MARK ? null : MARKS.get(byName[name] - FIRST_MARK);
    }
}
