package io.tracemill.streams.rollup;

import io.tracemill.schemas.flat.FlatEvent;
import io.tracemill.streams.trace.Text;
import io.tracemill.streams.trace.TraceSpan;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Launch geometry of a call. */
record LaunchGeometry(
        @Nullable String grid,
        @Nullable String block,
        @Nullable Integer registers,
        @Nullable Long sharedMemoryBytes) {

    static LaunchGeometry of(TraceSpan span) {
        FlatEvent event = span.event();
        return new LaunchGeometry(
                text(span, FlatEvent.GRID),
                text(span, FlatEvent.BLOCK),
                event.has(FlatEvent.REGISTERS) ? event.registersPerThread : null,
                event.has(FlatEvent.SHARED_MEMORY) ? event.sharedMemoryBytes : null);
    }

    /** Whether a call has this grid and block. */
    boolean isOf(TraceSpan span) {
        return Objects.equals(grid, text(span, FlatEvent.GRID)) && Objects.equals(block, text(span, FlatEvent.BLOCK));
    }

    private static @Nullable String text(TraceSpan span, int field) {
        Text text = span.string(field);
        return text == null ? null : text.toString();
    }

    /** Whether both have the same grid and block. */
    boolean equalsShape(LaunchGeometry other) {
        return Objects.equals(grid, other.grid) && Objects.equals(block, other.block);
    }
}
