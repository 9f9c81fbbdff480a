package io.tracemill.streams.rollup;

import io.tracemill.schemas.TraceEvent;
import io.tracemill.streams.trace.TraceSpan;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Launch geometry of one call. */
record Geometry(
        @Nullable String grid,
        @Nullable String block,
        @Nullable Integer registers,
        @Nullable Long sharedMemoryBytes) {

    static Geometry of(TraceSpan span) {
        TraceEvent event = span.event();
        return new Geometry(
                span.strings().get(event.getGrid()),
                span.strings().get(event.getBlock()),
                event.getRegistersPerThread(),
                event.getSharedMemoryBytes());
    }

    /** Whether a call has this grid and block. */
    boolean isOf(TraceSpan span) {
        return Objects.equals(grid, span.strings().get(span.event().getGrid()))
                && Objects.equals(block, span.strings().get(span.event().getBlock()));
    }

    /** Whether both have the same grid and block. */
    boolean equalsShape(Geometry other) {
        return Objects.equals(grid, other.grid) && Objects.equals(block, other.block);
    }
}
