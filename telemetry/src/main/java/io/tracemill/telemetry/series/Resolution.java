package io.tracemill.telemetry.series;

import io.tracemill.telemetry.sample.RefusalReason;

/** What a source's series turned out to be. */
public sealed interface Resolution permits ReadingSeries, Resolution.Refused {

    /** A series that gives no readings. */
    record Refused(RefusalReason reason, String detail) implements Resolution {}
}
