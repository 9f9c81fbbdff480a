package io.tracemill.cli.capacity;

import io.tracemill.schemas.BottleneckClass;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a run used of the devices that were placed with it. Hours are those of one device; hours by verdict and stalled
 * hours are extrapolated from recorded steps.
 *
 * @param run name of the run; null for devices while they were placed with none
 * @param devices number of different devices
 * @param readHours hours in which telemetry of them was read
 * @param idleHours part of these with a utilisation below the limit
 * @param unknownHours part of these in which the utilisation was not read
 * @param recorded what was recorded of the run in that time; null if nothing was
 */
public record RunUse(
        @Nullable String run,
        long devices,
        double readHours,
        double idleHours,
        double unknownHours,
        @Nullable Recorded recorded) {

    /**
     * What was recorded of a run.
     *
     * @param hours windows of the recorded steps, over all devices
     * @param stalledPercent share of them in which the device did not compute, in percent
     * @param verdictPercent shares of them by bottleneck, in percent
     */
    public record Recorded(double hours, double stalledPercent, Map<BottleneckClass, Double> verdictPercent) {

        /** Copies the map. */
        public Recorded {
            verdictPercent = Map.copyOf(verdictPercent);
        }
    }

    /** Hours in which the devices were not idle, as far as is known. */
    public double busyHours() {
        return readHours - idleHours;
    }

    /** Recorded hours in percent of the busy ones; null if nothing was recorded, or nothing was busy. */
    public @Nullable Double recordedPercent() {
        return recorded == null || busyHours() == 0 ? null : (Double) (100 * recorded.hours / busyHours());
    }

    /** Busy hours in which the devices did not compute, extrapolated; null if nothing was recorded. */
    public @Nullable Double stalledHours() {
        return recorded == null ? null : (Double) (busyHours() * recorded.stalledPercent / 100);
    }
}
