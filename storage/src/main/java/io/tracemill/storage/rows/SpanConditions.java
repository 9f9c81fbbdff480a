package io.tracemill.storage.rows;

import io.tracemill.schemas.EventKinds;
import java.util.stream.Collectors;

/** Conditions in SQL on the rows of the dataset {@code spans}. */
public final class SpanConditions {

    /** Whether a span ran on a device. */
    public static final String ON_DEVICE = EventKinds.ON_DEVICE.stream()
            .map(kind -> "'" + kind + "'")
            .collect(Collectors.joining(", ", "kind in (", ")"));

    private SpanConditions() {}
}
