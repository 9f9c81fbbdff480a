package io.tracemill.streams.roof;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Model of devices, and its peaks.
 *
 * @param names parts of the names that profilers give such devices, in any case; empty for all devices
 * @param memory bytes of memory that such devices have
 * @param peaks peaks of such a device
 */
public record DevicePeaks(List<String> names, Range memory, Peaks peaks) {

    /** Range of bytes, ends included. */
    public record Range(long least, long most) {

        /** Any number. */
        public static final Range ANY = new Range(0, Long.MAX_VALUE);

        boolean has(long value) {
            return least <= value && value <= most;
        }
    }

    /** Copies the names, in lower case. */
    public DevicePeaks {
        names = names.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
    }

    /** Whether a device is of the model; its memory is null if unknown, which fits any. */
    boolean fits(@Nullable String name, @Nullable Long memoryBytes) {
        boolean named =
                names.isEmpty() || (name != null && names.stream().anyMatch(name.toLowerCase(Locale.ROOT)::contains));
        return named && (memoryBytes == null || memory.has(memoryBytes));
    }
}
