package io.tracemill.telemetry.series;

import io.tracemill.telemetry.sample.RawSeries;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The labels in which collectors keep the target of a scrape. */
final class TargetLabels {

    private static final String PROMETHEUS = "instance";
    private static final String OPEN_TELEMETRY = "service.instance.id";

    /** An id of a service is the target of a scrape where it is an address with a port; else it may be anything. */
    private static final Pattern ADDRESS = Pattern.compile("[^\\s/]+:[0-9]{1,5}");

    private TargetLabels() {}

    /** The name of the label that a series has; null for none. */
    static @Nullable String of(RawSeries raw) {
        if (raw.label(PROMETHEUS) != null) {
            return PROMETHEUS;
        }
        String id = raw.label(OPEN_TELEMETRY);
        return id != null && ADDRESS.matcher(id).matches() ? OPEN_TELEMETRY : null;
    }

    /** The target that a series names; null for none. */
    static @Nullable String address(RawSeries raw) {
        String label = of(raw);
        return label == null ? null : raw.label(label);
    }
}
