package io.tracemill.bench.simulate;

/** Is told how far a simulation has come. */
@FunctionalInterface
public interface SimulationProgress {

    /** So many files of a kind are written. */
    void wrote(String files, int done, int all);
}
