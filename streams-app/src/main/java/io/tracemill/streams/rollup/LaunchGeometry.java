package io.tracemill.streams.rollup;

import io.tracemill.schemas.flat.Attribute;
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
                text(span, Attribute.GRID),
                text(span, Attribute.BLOCK),
                event.has(Attribute.REGISTERS_PER_THREAD) ? (int) event.number(Attribute.REGISTERS_PER_THREAD) : null,
                event.has(Attribute.SHARED_MEMORY_BYTES) ? event.number(Attribute.SHARED_MEMORY_BYTES) : null);
    }

    /** Whether a call has this grid and block. */
    boolean isOf(TraceSpan span) {
        return Objects.equals(grid, text(span, Attribute.GRID)) && Objects.equals(block, text(span, Attribute.BLOCK));
    }

    private static @Nullable String text(TraceSpan span, Attribute attribute) {
        Text text = span.string(attribute);
        return text == null ? null : text.toString();
    }

    /** Whether both have the same grid and block. */
    boolean equalsShape(LaunchGeometry other) {
        return Objects.equals(grid, other.grid) && Objects.equals(block, other.block);
    }
}
