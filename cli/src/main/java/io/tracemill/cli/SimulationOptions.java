package io.tracemill.cli;

import io.tracemill.bench.simulate.SimulationConfig;
import io.tracemill.bench.simulate.SimulationConfig.WantedFault;
import io.tracemill.bench.simulate.plan.FleetShape;
import io.tracemill.cli.config.Counts;
import io.tracemill.cli.config.FaultSpecs;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options for a simulated run of a fleet. */
final class SimulationOptions {

    /** Options that mean something for a simulated run only. */
    static final List<String> OWN =
            List.of("--ranks", "--minutes", "--steps", "--per-node", "--stages", "--fault", "--no-telemetry");

    @Option(
            names = "--fleet",
            paramLabel = "RUN",
            description = {
                "Simulate a run of this name on a fleet: OUT becomes a directory with the traces of its ranks, the"
                        + " telemetry of its nodes, and truth.json, which says what is wrong."
            })
    private @Nullable String run;

    @Option(
            names = "--ranks",
            paramLabel = "N",
            defaultValue = "64",
            converter = Counts.class,
            description = "Ranks of the run (default: ${DEFAULT-VALUE}).")
    private int ranks;

    @Option(
            names = "--per-node",
            paramLabel = "N",
            defaultValue = "8",
            converter = Counts.class,
            description = "Ranks on a node, each with a device (default: ${DEFAULT-VALUE}).")
    private int perNode;

    @Option(
            names = "--stages",
            paramLabel = "N",
            defaultValue = "1",
            converter = Counts.class,
            description = "Stages of the pipeline, 1 for none (default: ${DEFAULT-VALUE}).")
    private int stages;

    @Option(
            names = "--minutes",
            paramLabel = "N",
            defaultValue = "30",
            converter = Counts.class,
            description = "Length of the telemetry (default: ${DEFAULT-VALUE}).")
    private int minutes;

    @Option(
            names = "--steps",
            paramLabel = "N",
            defaultValue = "30",
            converter = Counts.class,
            description = "Training steps in each trace (default: ${DEFAULT-VALUE}).")
    private int steps;

    @Option(
            names = "--fault",
            paramLabel = "KIND[=PCT]",
            converter = FaultSpecs.class,
            description = {
                "What is wrong with the run, such as thermal-throttling or slow-link=20%%; may be given several times"
                        + " (default: nothing). docs/simulator.md has the list."
            })
    private List<WantedFault> faults = new ArrayList<>();

    @Option(names = "--no-telemetry", description = "Write no telemetry.")
    private boolean withoutTelemetry;

    /** What to simulate; empty if a single trace is wanted. */
    Optional<SimulationConfig> config(long seed) {
        return Optional.ofNullable(run).map(name -> config(name, seed));
    }

    private SimulationConfig config(String name, long seed) {
        FleetShape shape = new FleetShape(ranks, perNode, stages, steps, minutes);
        return new SimulationConfig(name, shape, seed, faults, !withoutTelemetry);
    }
}
