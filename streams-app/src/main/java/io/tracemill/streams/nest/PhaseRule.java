package io.tracemill.streams.nest;

import io.tracemill.schemas.Phase;
import io.tracemill.schemas.PhaseMark;
import io.tracemill.schemas.TraceHeader;
import org.jspecify.annotations.Nullable;

/** Rule that tells the phase from the marks of the open frames, for all lanes of a trace. */
@SuppressWarnings("EnumOrdinal") // times by mark in an array, as they are touched per event; never stored by ordinal
public final class PhaseRule {

    /** The marks, those first that count before others. */
    static final PhaseMark[] MARKS = PhaseMark.values();

    private boolean hasBackward;

    /** Reads whether the file has a backward pass: then steps belong to a training, and else to an inference. */
    public void read(@Nullable TraceHeader header) {
        if (header != null) {
            hasBackward = header.getHasBackward();
        }
    }

    /**
     * Phase at a time.
     *
     * @param openUntil by the place of each mark, the latest end of the frames with it, in ns
     * @param nanos the time, in ns
     * @param own place of a mark that is open in any case; negative for none
     */
    Phase at(long[] openUntil, long nanos, int own) {
        for (int place = 0; place < MARKS.length; place++) {
            if (openUntil[place] > nanos || place == own) {
                PhaseMark mark = MARKS[place];
                int decode = PhaseMark.DECODE.ordinal();
                boolean decodes = openUntil[decode] > nanos || decode == own;
                return mark == PhaseMark.PREFILL && decodes ? Phase.MIXED : of(mark);
            }
        }
        return Phase.OTHER;
    }

    private Phase of(PhaseMark mark) {
        return switch (mark) {
            case OPTIMIZER -> Phase.OPTIMIZER;
            case RECOMPUTE -> Phase.RECOMPUTE;
            case BACKWARD -> Phase.BACKWARD;
            case DATA -> Phase.DATA;
            case MIXED -> Phase.MIXED;
            case PREFILL -> Phase.PREFILL;
            case DECODE -> Phase.DECODE;
            case FORWARD -> Phase.FORWARD;
            case INFERENCE -> Phase.INFERENCE;
            case STEP -> hasBackward ? Phase.FORWARD : Phase.INFERENCE;
        };
    }
}
