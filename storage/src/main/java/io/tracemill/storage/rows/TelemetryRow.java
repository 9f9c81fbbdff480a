package io.tracemill.storage.rows;

import io.tracemill.schemas.TelemetryBatch;
import io.tracemill.schemas.TelemetrySample;
import org.jspecify.annotations.Nullable;

/** A reading and the batch whose strings it points into. */
public record TelemetryRow(TelemetryBatch batch, TelemetrySample sample) {

    @Nullable
    String text(@Nullable Integer index) {
        return index == null ? null : batch.getStrings().get(index);
    }
}
