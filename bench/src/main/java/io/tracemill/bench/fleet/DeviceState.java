package io.tracemill.bench.fleet;

import io.tracemill.bench.generate.SeededRandom;

/**
 * A device that trains: busy but for pauses of its whole node, such as those of a checkpoint. Power follows the work,
 * temperatures follow the power, the clock gives way where the power is at its limit. Errors are rare.
 */
final class DeviceState {

    private static final double LIMIT_WATTS = 700;

    private final SeededRandom random;
    double busy = 0.97;
    double clock = 1_980;
    double power = 600;
    double temperature = 55;
    double memoryTemperature = 62;
    double memory = 68_000;
    double energy;
    double linkKilobytes;
    double powerThrottled;
    double idleThrottled;
    double replays;
    double corrected;
    double lastError;

    DeviceState(long seed) {
        this.random = new SeededRandom(seed);
        this.energy = Math.rint(3e12 * random.share());
        this.linkKilobytes = Math.rint(4e11 * random.share());
    }

    /** Lets time pass. */
    void pass(double seconds, boolean paused) {
        busy = paused ? 0.03 * random.share() : 0.94 + 0.06 * random.share();
        power = 95 + 610 * busy + 25 * random.share();
        clock = 1_980;
        if (power > LIMIT_WATTS) {
            clock -= 15 * Math.rint(power - LIMIT_WATTS);
            power = LIMIT_WATTS - random.share();
            powerThrottled += Math.rint(seconds * 1e9 * 0.2 * random.share());
        }
        temperature += 0.3 * (28 + power / 17 - temperature);
        memoryTemperature += 0.2 * (35 + power / 17 - memoryTemperature);
        energy += Math.rint(1e3 * power * seconds);
        linkKilobytes += Math.rint(seconds * 9e7 * busy * (0.9 + 0.1 * random.share()));
        if (paused) {
            idleThrottled += Math.rint(seconds * 1e9 * (1 - busy));
        }
        if (random.share() < 0.01) {
            memory = Math.rint(60_000 + 18_000 * random.share());
        }
        seldom();
    }

    private void seldom() {
        double luck = random.share();
        if (luck < 1e-4) {
            corrected++;
        } else if (luck < 1.2e-4) {
            replays++;
        } else if (luck < 1.21e-4) {
            lastError = 94;
        }
    }

    /** So much of its busy time, give or take a twentieth. */
    double share(double of) {
        return of * busy * (0.95 + 0.05 * random.share());
    }
}
