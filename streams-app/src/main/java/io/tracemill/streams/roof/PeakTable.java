package io.tracemill.streams.roof;

import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Table of models of devices, from which devices take their peaks.
 *
 * @param given models that the user gives; they come before all else
 * @param known models that are known besides; asked for only when a device needs them
 */
public record PeakTable(List<DevicePeaks> given, Supplier<List<DevicePeaks>> known) {

    /** Table without models. */
    public static final PeakTable EMPTY = new PeakTable(List.of(), List::of);

    /** Copies the list. */
    public PeakTable {
        given = List.copyOf(given);
    }

    /**
     * Peaks of a device: those of the model that the user gives for it, else those that the trace tells, else those of
     * the model that is known. Null if there are none.
     */
    @Nullable
    Peaks of(RecordedDevice device) {
        @Nullable Peaks users = find(given, device);
        if (users != null) {
            return users;
        }
        return device.peaks() != null ? device.peaks() : find(known.get(), device);
    }

    /**
     * Peaks of the first model that fits a device. If its memory is unknown, they are what all models have in common
     * that would come first for some size of the memory.
     */
    private static @Nullable Peaks find(List<DevicePeaks> models, RecordedDevice device) {
        @Nullable Peaks found = null;
        for (DevicePeaks model : models) {
            if (model.fits(device.name(), device.memoryBytes())) {
                found = found == null ? model.peaks() : found.common(model.peaks());
                if (device.memoryBytes() != null || model.memory().equals(DevicePeaks.Range.ANY)) {
                    return found;
                }
            }
        }
        return found;
    }
}
