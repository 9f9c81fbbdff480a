package io.tracemill.systemtests.kill;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.bench.generate.GeneratorConfig;
import io.tracemill.bench.generate.TraceGenerator;
import io.tracemill.bench.simulate.FleetSimulation;
import io.tracemill.bench.simulate.SimulationConfig;
import io.tracemill.bench.simulate.SimulationConfig.WantedFault;
import io.tracemill.bench.simulate.fault.FaultKind;
import io.tracemill.bench.simulate.plan.FleetShape;
import io.tracemill.cli.CommandLineRun;
import io.tracemill.storage.publish.FileWalk;
import io.tracemill.storage.rows.Datasets;
import io.tracemill.systemtests.ArchiveRows;
import io.tracemill.systemtests.RecordedHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Traces of runs of several ranks, analysed undisturbed once, and then handed in under the same names. Some runs have
 * telemetry of their nodes, which is published before the first of their traces.
 */
final class ReferenceTraces {

    private final Path watched;
    private final Path waiting;
    private final Deque<Path> next = new ArrayDeque<>();
    private final Map<Path, Path> telemetry = new HashMap<>();
    private final Consumer<Path> publish;
    private final Map<String, String> expected;
    private long handedIn;

    private ReferenceTraces(Path watched, Path waiting, Consumer<Path> publish, Map<String, String> expected) {
        this.watched = watched;
        this.waiting = waiting;
        this.publish = publish;
        this.expected = expected;
    }

    /**
     * At least so many of each kind, for a directory that is watched.
     *
     * @param publish publishes the telemetry in a directory
     */
    static ReferenceTraces generate(Path watched, long seed, Map<TraceLoad, Integer> atLeast, Consumer<Path> publish)
            throws IOException {
        Random random = new Random(seed);
        Path simulated = Files.createDirectories(watched.resolveSibling("simulated"));
        Set<String> nodes = new HashSet<>();
        for (TraceLoad load : TraceLoad.values()) {
            for (int run = 0; run * load.ranks() < atLeast.getOrDefault(load, 0); run++) {
                Path place = watched.resolve(load.run(run));
                if (load == TraceLoad.FLEET) {
                    simulate(place, simulated.resolve(load.run(run)), nodes, random);
                } else {
                    generate(Files.createDirectories(place), load, random);
                }
            }
        }
        Path out = watched.resolveSibling("undisturbed");
        List<String> analyze = new ArrayList<>(List.of("analyze", watched.toString()));
        if (!nodes.isEmpty()) {
            analyze.add(simulated.toString());
        }
        analyze.addAll(List.of("--out", out.toString(), "--quiet"));
        CommandLineRun run = CommandLineRun.of(analyze.toArray(String[]::new));
        assertThat(run.code()).as(run.err()).isZero();
        Map<String, String> sums = checksums(out);
        if (!nodes.isEmpty()) {
            assertThat(sums.get("alerts"))
                    .as("alerts of simulated runs")
                    .isNotEmpty()
                    .doesNotContain("\n0,");
        }
        Path waiting = Files.move(watched, watched.resolveSibling("waiting"));
        ReferenceTraces traces = new ReferenceTraces(watched, waiting, publish, sums);
        try (Stream<Path> runs = Files.list(simulated)) {
            runs.forEach(of -> traces.telemetry.put(waiting.resolve(of.getFileName()), of));
        }
        FileWalk.files(waiting, name -> true).stream().sorted().forEach(traces.next::add);
        Files.createDirectories(watched);
        return traces;
    }

    private static void generate(Path run, TraceLoad load, Random random) throws IOException {
        for (int rank = 0; rank < load.ranks(); rank++) {
            Path trace = run.resolve("rank" + rank + ".json");
            new TraceGenerator(GeneratorConfig.of(load.bytes(random), random.nextLong())
                            .withRank(rank, load.ranks())
                            .withStack(rank == 0)) // with modules
                    .write(trace, (a, b) -> {});
            RecordedHost.put("n" + rank / 2, trace);
        }
    }

    /** A run whose nodes no other run has, with faults of which two raise alerts. Its traces are moved to a place of their own, its telemetry stays. */
    private static void simulate(Path place, Path files, Set<String> nodes, Random random) throws IOException {
        String run = place.getFileName().toString();
        FleetShape shape = new FleetShape(TraceLoad.FLEET.ranks(), 4, 1, 10, 12);
        List<WantedFault> faults = Stream.of(FaultKind.CLOCK_CAPPED, FaultKind.DEVICE_ERROR, FaultKind.SLOW_LINK)
                .map(kind -> new WantedFault(kind, OptionalDouble.empty()))
                .toList();
        FleetSimulation simulation;
        do {
            simulation = new FleetSimulation(new SimulationConfig(run, shape, random.nextLong(), faults, true));
        } while (!Collections.disjoint(nodes, simulation.nodes()));
        nodes.addAll(simulation.nodes());
        simulation.write(files, (what, done, all) -> {});
        Files.createDirectories(place.getParent());
        Files.move(files.resolve("traces").resolve(run), place);
        Files.delete(files.resolve("truth.json"));
    }

    /** Of what follows from traces, all rows; of what follows from telemetry too, those of runs that have some. */
    static Map<String, String> checksums(Path archive) {
        Map<String, String> sums = ArchiveRows.checksums(archive);
        sums.putAll(ArchiveRows.checksumsOfFleet(TraceLoad.FLEET.run(), archive));
        return sums;
    }

    /** Whether telemetry is published before one of the next so many. */
    boolean publishTelemetryWith(int count) {
        return next.stream().limit(count).anyMatch(trace -> telemetry.containsKey(trace.getParent()));
    }

    /** Puts some more into the watched directory, if there are. */
    void handIn(int count) throws IOException {
        for (int i = 0; i < count && !next.isEmpty(); i++) {
            Path trace = next.remove();
            Path published = telemetry.remove(trace.getParent());
            if (published != null) {
                publish.accept(published);
            }
            Path place = watched.resolve(waiting.relativize(trace));
            Files.createDirectories(place.getParent());
            Files.move(trace, place, StandardCopyOption.ATOMIC_MOVE);
            handedIn++;
        }
    }

    /** Puts in what is left. */
    void handInRest() throws IOException {
        handIn(next.size());
    }

    /** How many were handed in and have no row in an archive yet. */
    long inFlight(Path archive) {
        return handedIn - ArchiveRows.count(archive, Datasets.TRACES);
    }

    /** What the undisturbed run left: for each dataset its rows and their checksum. */
    Map<String, String> expected() {
        return expected;
    }

    /** Rows of all datasets together. */
    long expectedRows() {
        return ArchiveRows.rows(expected);
    }
}
