package io.tracemill.systemtests.kill;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Plays a schedule. */
final class DisturbanceRunner {

    private final ProcessFleet fleet;
    private final ReferenceTraces traces;
    private final List<Paused> paused = new ArrayList<>();
    private final List<Long> inFlight = new ArrayList<>();

    /** A process that stands still, until when at least, and after which act it goes on. */
    private record Paused(Disturbance.Role role, int instance, long untilNanos, int untilAct) {}

    DisturbanceRunner(ProcessFleet fleet, ReferenceTraces traces) {
        this.fleet = fleet;
        this.traces = traces;
    }

    /** Ends when all acts are over, everybody runs and all traces are handed in. */
    void play(List<Disturbance> schedule) throws IOException, InterruptedException {
        for (int number = 0; number < schedule.size(); number++) {
            Disturbance act = schedule.get(number);
            if (traces.publishTelemetryWith(act.traces())) {
                goOn(Integer.MAX_VALUE); // the publisher of telemetry does not wait for a paused broker for ever
            }
            traces.handIn(act.traces());
            pass(act.delayMillis());
            fleet.supervise();
            inFlight.add(traces.inFlight(fleet.archive()));
            play(act, number);
            goOn(number);
        }
        goOn(Integer.MAX_VALUE);
        traces.handInRest();
    }

    private void play(Disturbance act, int number) throws IOException, InterruptedException {
        if (act.role() == Disturbance.Role.BROKER
                && paused.stream().anyMatch(process -> process.role == Disturbance.Role.BROKER)) {
            goOn(Integer.MAX_VALUE); // one of them can be missed, but not two
        }
        int instance = running(act);
        switch (act.fault()) {
            case KILL -> {
                fleet.kill(act.role(), instance);
                pass(act.downMillis());
                fleet.start(act.role(), instance);
            }
            case PAUSE -> {
                fleet.pause(act.role(), instance);
                long until = System.nanoTime()
                        + TimeUnit.MILLISECONDS.toNanos(ProcessFleet.SESSION_OVER_MILLIS + act.downMillis());
                paused.add(new Paused(act.role(), instance, until, number + act.overlap()));
            }
        }
    }

    /** The act's instance; the next one where that is paused. */
    private int running(Disturbance act) throws IOException, InterruptedException {
        int instance = act.instance();
        for (int i = 0; i < act.role().instances(); i++) {
            int candidate = (instance + i) % act.role().instances();
            if (paused.stream().noneMatch(p -> p.role == act.role() && p.instance == candidate)) {
                return candidate;
            }
        }
        goOn(Integer.MAX_VALUE);
        return instance;
    }

    private void goOn(int act) throws IOException, InterruptedException {
        for (Paused process : List.copyOf(paused)) {
            if (process.untilAct <= act) {
                pass(TimeUnit.NANOSECONDS.toMillis(process.untilNanos - System.nanoTime()));
                fleet.goOn(process.role, process.instance);
                paused.remove(process);
            }
        }
    }

    private static void pass(long millis) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    /** How many traces were handed in but not archived at each act. */
    List<Long> inFlight() {
        return inFlight;
    }

    /** Waits, but not for ever, until something is so, while whatever ends is started again. */
    static void await(Duration atMost, ProcessFleet fleet, BooleanSupplier condition) throws IOException {
        long end = System.nanoTime() + atMost.toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() < end) {
            fleet.supervise();
            pass(500);
        }
    }
}
