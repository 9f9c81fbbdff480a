package io.tracemill.bench.stages;

import org.junit.jupiter.api.Test;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Runs the benchmarks. No test by name, so that it runs only when it is asked for; {@code -Dtracemill.jmh=Parse}
 * chooses some: {@code mvn test -pl bench -am -Dtest=Benchmarks -Dsurefire.failIfNoSpecifiedTests=false}.
 */
class Benchmarks {

    @Test
    void measureTheStages() throws RunnerException {
        new Runner(new OptionsBuilder()
                        .include(System.getProperty("tracemill.jmh", "io.tracemill.*"))
                        .addProfiler(GCProfiler.class)
                        .build())
                .run();
    }
}
