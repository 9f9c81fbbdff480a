package io.tracemill.streams.pass;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the batches of a trace ended; without a reason, with the last batch.
 *
 * @param fault why the trace had to end early and is BROKEN
 * @param incomplete why no more batches are expected
 */
public record TraceEnd(@Nullable String fault, @Nullable String incomplete) {

    /** With the last batch. */
    public static final TraceEnd LAST_BATCH = new TraceEnd(null, null);

    /** The fault, if there is one. */
    List<String> faults() {
        return fault == null ? new ArrayList<>() : new ArrayList<>(List.of(fault));
    }
}
