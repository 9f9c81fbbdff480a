package io.tracemill.bench.simulate;

import io.tracemill.bench.simulate.SimulationConfig.WantedFault;
import io.tracemill.bench.simulate.fault.Fault;
import io.tracemill.bench.simulate.fault.FaultContext;
import io.tracemill.bench.simulate.fault.FaultKind;
import io.tracemill.bench.simulate.fault.Neighbour;
import io.tracemill.bench.simulate.plan.Draw;
import io.tracemill.bench.simulate.plan.FleetPlan;
import io.tracemill.bench.simulate.plan.Node;
import io.tracemill.bench.simulate.telemetry.FleetTelemetry;
import io.tracemill.bench.simulate.time.RunSimulation;
import io.tracemill.bench.simulate.time.RunTimes;
import io.tracemill.bench.simulate.trace.RunTraces;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Simulates a run and writes it: {@code traces/RUN/} with a file for each rank, {@code telemetry/} with a file for each
 * node and exporter, and {@code truth.json}.
 */
public final class FleetSimulation {

    private final SimulationConfig config;
    private final FleetPlan plan;
    private final List<Fault> faults;

    /**
     * The simulation of a run.
     *
     * @throws IllegalArgumentException if the run is too small for a fault
     */
    public FleetSimulation(SimulationConfig config) {
        this.config = config;
        this.plan = FleetPlan.of(config.run(), config.shape(), config.has(FaultKind.WARM_UP), new Draw(config.seed()));
        this.faults = faults(config, plan);
    }

    /** Names of the nodes of the run. */
    public Set<String> nodes() {
        return plan.nodes().stream().map(Node::name).collect(Collectors.toSet());
    }

    /** UUIDs of the devices that have a fault, and names of their nodes; none for a fault of no rank in particular. */
    public Set<String> places(Fault fault) {
        return fault.site().ranks().stream()
                .flatMap(rank ->
                        Stream.of(plan.deviceOf(rank).uuid(), plan.nodeOf(rank).name()))
                .collect(Collectors.toSet());
    }

    private static List<Fault> faults(SimulationConfig config, FleetPlan plan) {
        Set<Integer> taken = new HashSet<>();
        List<Fault> faults = new ArrayList<>();
        for (WantedFault wanted : config.faults()) {
            Draw draw = plan.draw().of("fault " + wanted.kind(), faults.size());
            faults.add(wanted.kind().create(new FaultContext(plan, draw, wanted.severity(), taken)));
        }
        return faults;
    }

    /**
     * Writes all files.
     *
     * @param out directory; it is created if it does not exist
     * @return what is wrong with the run
     * @throws IllegalArgumentException if it is not empty, since files of another seed have other names
     */
    public List<SimulatedFault> write(Path out, SimulationProgress progress) throws IOException {
        checkEmpty(out);
        RunTimes times = new RunSimulation(plan, faults).times();
        RunTimes even = new RunSimulation(plan, List.of()).times();
        writeTraces(plan, times, out, progress);
        for (Fault fault : faults) {
            if (fault instanceof Neighbour neighbour) {
                List<Integer> shared = neighbour.sharedWith();
                FleetPlan other = plan.neighbour(shared.get(0), shared.size());
                writeTraces(other, new RunSimulation(other, List.of()).times(), out, progress);
            }
        }
        if (config.telemetry()) {
            writeTelemetry(new FleetTelemetry(plan, faults, even, times), out, progress);
        }
        RunTraces traces = new RunTraces(plan, times);
        List<SimulatedFault> wrong = simulated(times);
        new TruthFile(plan, config.seed(), times, wrong)
                .write(out.resolve("truth.json"), rank -> "traces/" + plan.run() + '/' + traces.name(rank));
        return wrong;
    }

    private static void checkEmpty(Path out) throws IOException {
        if (Files.exists(out)) {
            try (Stream<Path> files = Files.list(out)) {
                if (files.findAny().isPresent()) {
                    throw new IllegalArgumentException(out + ": must be a new or an empty directory");
                }
            }
        }
    }

    private static void writeTraces(FleetPlan plan, RunTimes times, Path out, SimulationProgress progress)
            throws IOException {
        Path directory = Files.createDirectories(out.resolve("traces").resolve(plan.run()));
        RunTraces traces = new RunTraces(plan, times);
        for (int rank = 0; rank < plan.topology().ranks(); rank++) {
            progress.wrote("traces of " + plan.run(), rank, plan.topology().ranks());
            traces.write(rank, directory);
        }
    }

    private void writeTelemetry(FleetTelemetry telemetry, Path out, SimulationProgress progress) throws IOException {
        Path directory = Files.createDirectories(out.resolve("telemetry"));
        for (int node = 0; node < plan.topology().nodes(); node++) {
            progress.wrote("telemetry of nodes", node, plan.topology().nodes());
            telemetry.write(node, directory);
        }
        telemetry.writeService(directory);
    }

    /** The faults with their costs: the run is simulated again without each, with the same random numbers. */
    private List<SimulatedFault> simulated(RunTimes times) {
        List<SimulatedFault> simulated = new ArrayList<>();
        for (int i = 0; i < faults.size(); i++) {
            List<Fault> others = new ArrayList<>(faults);
            Fault fault = others.remove(i);
            long without = new RunSimulation(plan, others).times().nanos();
            double cost = 100.0 * (times.nanos() - without) / times.nanos();
            simulated.add(new SimulatedFault(config.faults().get(i).kind(), fault, cost));
        }
        return simulated;
    }
}
