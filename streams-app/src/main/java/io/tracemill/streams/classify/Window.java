package io.tracemill.streams.classify;

import io.tracemill.schemas.DeviceStats;
import io.tracemill.schemas.IdleStats;
import org.jspecify.annotations.Nullable;

/**
 * Window of a device: a step, or the whole trace.
 *
 * @param device the device; null if the file does not say
 * @param step the step; null for the whole trace
 */
record Window(@Nullable String device, @Nullable Integer step) {

    static Window of(DeviceStats row) {
        return new Window(row.getDevice(), row.getStep());
    }

    static Window of(IdleStats row) {
        return new Window(row.getDevice(), row.getStep());
    }
}
