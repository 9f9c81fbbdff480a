package io.tracemill.cli.bench.faults;

import io.tracemill.bench.simulate.SimulationConfig;
import io.tracemill.bench.simulate.SimulationConfig.WantedFault;
import io.tracemill.bench.simulate.fault.FaultKind;
import io.tracemill.bench.simulate.plan.FleetShape;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is simulated and judged.
 *
 * @param runs runs of each fault, at least 1
 * @param shape how large each run is
 * @param seed seed of the first run of each fault; the others follow
 * @param faults the faults, as the simulator names them; all that a run can have if there are none
 */
public record FaultsRequest(int runs, FleetShape shape, long seed, List<String> faults) {

    /** Faults of a service, which has no traces. */
    public static final Set<FaultKind> OF_SERVICES =
            Collections.unmodifiableSet(EnumSet.of(FaultKind.SERVICE_LATENCY, FaultKind.SERVICE_ERRORS));

    /** Stages of a run whose fault needs a pipeline. */
    private static final int STAGES = 4;

    /** Checks the number of runs, and that there are such faults. */
    public FaultsRequest {
        faults = List.copyOf(faults);
        for (String fault : faults) {
            if (FaultKind.of(fault).isEmpty()) {
                throw new IllegalArgumentException("there is no fault " + fault + "; docs/simulator.md has the list");
            }
        }
        if (runs < 1) {
            throw new IllegalArgumentException("runs must be at least 1 but was " + runs);
        }
    }

    /** The faults that are simulated. */
    List<FaultKind> kinds() {
        return kindsWithServices().stream()
                .filter(kind -> !OF_SERVICES.contains(kind))
                .toList();
    }

    /** The faults that are simulated, and those of services. */
    public List<FaultKind> kindsWithServices() {
        return Arrays.stream(FaultKind.values())
                .filter(kind -> faults.isEmpty() || faults.contains(kind.word()))
                .toList();
    }

    /** A small run without a fault, of which there are others. */
    SimulationConfig bystander(int number) {
        FleetShape small = new FleetShape(2, 2, 1, shape.steps(), shape.minutes());
        return new SimulationConfig("bystander", small, number, List.of(), true);
    }

    /** The run with a number, of a fault; null for a run without one. */
    public SimulationConfig run(@Nullable FaultKind kind, int number, boolean telemetry) {
        FleetShape sized = kind == FaultKind.IMBALANCED_STAGES && shape.stages() < 2
                ? new FleetShape(shape.ranks(), shape.perNode(), STAGES, shape.steps(), shape.minutes())
                : shape;
        List<WantedFault> faults = kind == null ? List.of() : List.of(new WantedFault(kind, OptionalDouble.empty()));
        return new SimulationConfig("run-" + (seed + number), sized, seed + number, faults, telemetry);
    }
}
