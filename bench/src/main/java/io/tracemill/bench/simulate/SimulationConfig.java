package io.tracemill.bench.simulate;

import io.tracemill.bench.simulate.fault.FaultKind;
import io.tracemill.bench.simulate.plan.FleetShape;
import java.util.List;
import java.util.OptionalDouble;
import java.util.regex.Pattern;

/**
 * What to simulate. The same values give the same decompressed bytes, on every machine.
 *
 * @param run name of the run
 * @param shape how large it is
 * @param seed chooses places, times and noise
 * @param faults what is wrong
 * @param telemetry whether the telemetry of the nodes is written
 */
public record SimulationConfig(String run, FleetShape shape, long seed, List<WantedFault> faults, boolean telemetry) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

    /** Checks the name, and copies the list. */
    public SimulationConfig {
        if (!NAME.matcher(run).matches()) {
            throw new IllegalArgumentException(
                    "the name of the run must be up to 100 letters, digits and . _ - but was \"" + run + '"');
        }
        faults = List.copyOf(faults);
    }

    /**
     * A fault that is asked for.
     *
     * @param severity its severity as a share; empty if the seed chooses it
     */
    public record WantedFault(FaultKind kind, OptionalDouble severity) {

        /** Checks the severity. */
        public WantedFault {
            double share = severity.orElse(1);
            if (!(share > 0) || share > 10) {
                throw new IllegalArgumentException(
                        kind.word() + ": severity must be above 0 % and at most 1,000 % but was " + 100 * share + " %");
            }
        }
    }

    boolean has(FaultKind kind) {
        return faults.stream().anyMatch(fault -> fault.kind() == kind);
    }
}
