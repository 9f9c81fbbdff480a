package io.tracemill.storage.rows;

import io.tracemill.schemas.Span;
import io.tracemill.schemas.SpanBatch;
import io.tracemill.schemas.TraceEvent;
import org.jspecify.annotations.Nullable;

/** A span and the batch whose strings it points into. */
public record SpanRow(SpanBatch batch, Span span) {

    TraceEvent event() {
        return span.getEvent();
    }

    @Nullable
    String text(@Nullable Integer index) {
        return index == null ? null : batch.getStrings().get(index);
    }
}
