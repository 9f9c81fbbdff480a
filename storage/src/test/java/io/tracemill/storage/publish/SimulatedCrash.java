package io.tracemill.storage.publish;

/** A simulated death of the process: nothing that it would do afterwards happens. */
public final class SimulatedCrash extends RuntimeException {

    SimulatedCrash() {
        super("crash");
    }
}
