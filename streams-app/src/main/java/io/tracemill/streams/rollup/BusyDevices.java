package io.tracemill.streams.rollup;

import io.tracemill.streams.activity.ComingGaps;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Devices that have had an event, and up to when they are busy. */
public final class BusyDevices implements ComingGaps {

    private final LongSupplier firstWaiting;
    private final List<DeviceProgress> devices = new ArrayList<>();
    private @Nullable DeviceProgress earliest;

    /**
     * Creates the list of no devices.
     *
     * @param firstWaiting start of the first device event that is still to come, in ns
     */
    public BusyDevices(LongSupplier firstWaiting) {
        this.firstWaiting = firstWaiting;
    }

    /** Adds a device that has its first event. */
    void add(DeviceProgress device) {
        devices.add(device);
    }

    /** Notes that a device has had another event. */
    void progressed(DeviceProgress device) {
        DeviceProgress known = earliest;
        if (known == null || known == device || device.busyUntilNanos() < known.busyUntilNanos()) {
            findEarliest();
        }
    }

    void findEarliest() {
        DeviceProgress found = null;
        for (DeviceProgress device : devices) {
            if (found == null || device.busyUntilNanos() < found.busyUntilNanos()) {
                found = device;
            }
        }
        earliest = found;
    }

    @Override
    public long earliestNanos() {
        long waiting = firstWaiting.getAsLong();
        return earliest == null ? waiting : Math.min(waiting, earliest.busyUntilNanos());
    }

    @Override
    public int devices() {
        return devices.size();
    }
}
