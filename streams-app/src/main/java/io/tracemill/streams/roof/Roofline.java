package io.tracemill.streams.roof;

import io.tracemill.schemas.RooflineBound;
import io.tracemill.streams.trace.Saturating;

/**
 * What bounds an operator by the roofline model (Williams, Waterman and Patterson, 2009).
 *
 * @param bound COMPUTE or MEMORY
 * @param picos least time of one call, in ps; {@link #UNKNOWN} if the peak of its unit depends on what a trace does not
 *     tell
 */
public record Roofline(RooflineBound bound, long picos) {

    /** No time. */
    public static final long UNKNOWN = -1;

    /** Share of its roofline, in percent, below which an operator is bound by neither. */
    private static final int NEITHER_BELOW_PCT = 10;

    private static final long PICOS_PER_NANO = 1_000;

    /** Whether the time is known. */
    public boolean isKnown() {
        return picos != UNKNOWN;
    }

    /** What bounds calls that together take so long. */
    public RooflineBound boundOf(long calls, long nanos) {
        if (!isKnown()) {
            return bound;
        }
        double share = (double) calls * picos / (PICOS_PER_NANO * (double) nanos);
        return 100 * share < NEITHER_BELOW_PCT ? RooflineBound.NEITHER : bound;
    }

    /** Time of so many calls, in ps. */
    public long picosOf(long calls) {
        return Saturating.product(calls, picos);
    }
}
