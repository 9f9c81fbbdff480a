package io.tracemill.storage.publish;

/** The process dies here: nothing it would do afterwards happens. */
public final class SimulatedCrash extends RuntimeException {

    SimulatedCrash() {
        super("crash");
    }
}
