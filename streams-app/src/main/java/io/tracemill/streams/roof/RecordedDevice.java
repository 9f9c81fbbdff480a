package io.tracemill.streams.roof;

import org.jspecify.annotations.Nullable;

/**
 * What a trace tells of a device.
 *
 * @param name name of its model; null if unknown
 * @param memoryBytes bytes of its memory; null if unknown
 * @param peaks its peaks; null if the trace does not tell them
 */
record RecordedDevice(
        @Nullable String name,
        @Nullable Long memoryBytes,
        @Nullable Peaks peaks) {}
