package io.tracemill.bench.simulate.telemetry;

import io.tracemill.bench.simulate.effect.DeviceCondition;
import io.tracemill.bench.simulate.plan.Device;
import io.tracemill.bench.simulate.plan.Draw;
import io.tracemill.bench.simulate.time.Activity;

/** A device over time. Its values are those that an exporter reads at the time to which it was passed last. */
final class DeviceModel {

    private static final double BOOST_MHZ = 1_980;
    private static final double IDLE_MHZ = 345;
    private static final double WAITING_MHZ = 1_095;
    private static final double CLOCK_STEP = 15;
    private static final double IDLE_WATTS = 78;
    private static final double COMPUTING_WATTS = 640;
    private static final double WAITING_WATTS = 240;
    private static final double DEGREES_PER_WATT = 0.062;
    private static final double SETTLES_SECONDS = 80;
    private static final double MEMORY_MIB = 81_559;
    private static final double RESERVED_MIB = 551;
    private static final double BUSY = 0.05;

    private final double silicon;
    private final double inlet;
    private final Draw draw;
    private long passed;
    private boolean throttles;

    Activity activity = Activity.NONE;
    DeviceCondition condition = new DeviceCondition();
    double clock = IDLE_MHZ;
    double power = IDLE_WATTS;
    double temperature;
    double energy;
    double memory = RESERVED_MIB;
    double powerViolation;
    double thermalViolation;
    double corrected;
    double linkErrors;
    double replays;
    double linkKilobytes;

    DeviceModel(Device device, double inlet, Draw draw) {
        this.silicon = device.silicon();
        this.inlet = inlet + draw.of("place").between(0, 3);
        this.draw = draw;
        this.temperature = this.inlet + DEGREES_PER_WATT * IDLE_WATTS;
        this.energy = Math.rint(4e12 * draw.of("energy").share());
        this.powerViolation = Math.rint(9e12 * draw.of("power violation").share());
        this.linkKilobytes = Math.rint(4e11 * draw.of("link").share());
    }

    /** Lets time pass in which the device was busy so, in such a condition. */
    void pass(double seconds, Activity did, DeviceCondition now) {
        passed++;
        activity = did;
        condition = now;
        throttles =
                now.throttlesFromCelsius > 0 && ((throttles && isBusy()) || temperature >= now.throttlesFromCelsius);
        clock = clock();
        double target = power();
        power = Math.min(
                now.powerLimit - noise("cap").between(0, 3),
                target * (1 + 0.012 * noise("power").normal()));
        double heated =
                now.heldAtCelsius > 0 && isBusy() ? now.heldAtCelsius : inlet + DEGREES_PER_WATT * target / silicon;
        temperature += (heated - temperature) * (1 - StrictMath.exp(-seconds / SETTLES_SECONDS));
        energy += Math.rint(1e3 * power * seconds);
        if (isBusy()) {
            powerViolation += Math.rint(1e9 * seconds * now.powerViolation);
            thermalViolation += throttles ? Math.rint(1e9 * seconds * now.thermalViolation) : 0;
        }
        double full = MEMORY_MIB * now.memoryShare + 40 * noise("memory").normal();
        if (isBusy()) { // what a process has taken it keeps in a pause
            memory = Math.rint(Math.min(MEMORY_MIB - 20, full));
        }
        corrected += events("corrected", now.correctedPerSecond * seconds);
        linkErrors += events("link errors", now.linkErrorsPerSecond * seconds);
        replays += events("replays", now.replaysPerSecond * seconds);
        linkKilobytes += Math.rint(seconds * 2.4e8 * did.transferring());
    }

    private Draw noise(String what) {
        return draw.of(what, passed);
    }

    /** A whole number of events around a mean. */
    private double events(String what, double mean) {
        return mean == 0
                ? 0
                : Math.max(0, Math.rint(mean + Math.sqrt(mean) * noise(what).normal()));
    }

    boolean isBusy() {
        return activity.busy() > BUSY;
    }

    private double clock() {
        if (!isBusy()) {
            return IDLE_MHZ;
        }
        boolean limited = condition.clock < 1 && (throttles || condition.throttlesFromCelsius == 0);
        double full = BOOST_MHZ * (limited ? condition.clock : 1);
        if (condition.savesPower && noise("sampled").share() < 2 * activity.waiting()) {
            full = WAITING_MHZ;
        }
        boolean isSet = (condition.reasons & DeviceCondition.CLOCKS_SETTING) != 0;
        double jitter = isSet ? 0 : CLOCK_STEP * Math.min(0, noise("clock").normal() - 0.5);
        return CLOCK_STEP * Math.rint((full + jitter) / CLOCK_STEP);
    }

    /** Power without a limit: that of computing grows with clock and voltage. */
    private double power() {
        double clocked = clock / BOOST_MHZ;
        double computes = activity.computing() + condition.takenByOthers * activity.waiting();
        return silicon
                * (IDLE_WATTS
                        + COMPUTING_WATTS * computes * clocked * clocked
                        + WAITING_WATTS * (activity.waiting() + activity.transferring()) * clocked);
    }

    /** Reasons to run below the clock, as bits. */
    int reasons() {
        if (!isBusy()) {
            return DeviceCondition.IDLE;
        }
        return condition.throttlesFromCelsius == 0 || throttles ? condition.reasons : 0;
    }

    double freeMemory() {
        return MEMORY_MIB - memory;
    }

    double reservedMemory() {
        return RESERVED_MIB;
    }

    /** So much of the time in which it computes, give or take a little. */
    double computing(double of) {
        return share(of * activity.computing());
    }

    /** So much of the time in which it is busy, give or take a little. */
    double busy(double of) {
        return share(of * activity.busy());
    }

    double memoryTemperature() {
        return temperature + 6 + power / 90;
    }

    /** Bytes over PCIe in a second. */
    double pcie(double of) {
        return Math.rint(of * activity.busy() * (1 + 0.05 * noise("pcie").normal()));
    }

    private double share(double of) {
        return Math.max(0, Math.min(1, of * (1 + 0.01 * noise("share").normal())));
    }
}
