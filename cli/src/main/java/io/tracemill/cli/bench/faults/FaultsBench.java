package io.tracemill.cli.bench.faults;

import io.tracemill.bench.simulate.FleetSimulation;
import io.tracemill.bench.simulate.SimulatedFault;
import io.tracemill.bench.simulate.SimulationConfig;
import io.tracemill.bench.simulate.fault.FaultKind;
import io.tracemill.cli.temp.TempDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Simulates runs of each fault, analyses them, and compares what is said of each with what is true. */
public final class FaultsBench {

    /** Most runs that are analysed at once, since each analysis starts a broker. */
    private static final int AT_ONCE = 10;

    private final FaultsRequest request;
    private final Analysis analysis;
    private final Path temp;
    private final Progress progress;

    /** The analysis that is judged. */
    public interface Analysis {

        /** Analyses the traces and the telemetry in some directories into an archive. */
        void run(List<Path> files, Path archive) throws IOException;
    }

    /** Is told what happens, since all of it takes an hour. */
    public interface Progress {

        /** What is being done. */
        void doing(String what);

        /** What was said of the runs of a fault, in one line. */
        void judged(String summary);
    }

    /** A run that was written, its directory, and what is wrong with it. */
    private record Written(String run, Path files, List<SimulatedFault> faults) {}

    /**
     * A measurement.
     *
     * @param temp directory for what is made, which goes at the end
     */
    public FaultsBench(FaultsRequest request, Analysis analysis, Path temp, Progress progress) {
        this.request = request;
        this.analysis = analysis;
        this.temp = temp;
        this.progress = progress;
    }

    /** Judges all faults, then runs without a fault, and last runs with one but without telemetry. */
    public FaultsReport measure() throws IOException {
        List<FaultScore> scores = new ArrayList<>();
        for (FaultKind kind : request.kinds()) {
            scores.add(score(kind.word(), kind.isControl() ? "" : kind.name(), kind, true));
        }
        scores.add(score("none", "", null, true));
        scores.add(score("no-telemetry", "", FaultKind.THERMAL_THROTTLING, false));
        return new FaultsReport(request, scores);
    }

    private FaultScore score(String name, String code, @Nullable FaultKind kind, boolean telemetry) throws IOException {
        List<RunVerdict> verdicts = new ArrayList<>();
        while (verdicts.size() < request.runs()) {
            verdicts.addAll(next(name, verdicts.size(), number -> request.run(kind, number, telemetry)));
        }
        FaultScore score = new FaultScore(name, code, verdicts);
        progress.judged(score.summary());
        return score;
    }

    /** The verdicts on the next runs, as many as are analysed at once: those that have no node in common. */
    private List<RunVerdict> next(String name, int first, IntFunction<SimulationConfig> runs) throws IOException {
        try (TempDirectory directory = TempDirectory.in(temp)) {
            List<Written> written = new ArrayList<>();
            Set<String> nodes = new HashSet<>();
            for (int number = first; number < Math.min(request.runs(), first + AT_ONCE); number++) {
                SimulationConfig config = runs.apply(number);
                FleetSimulation simulation = new FleetSimulation(config);
                if (!Collections.disjoint(nodes, simulation.nodes())) {
                    break;
                }
                nodes.addAll(simulation.nodes());
                progress.doing(name + ": run " + (number + 1) + " of " + request.runs());
                Path files = directory.path().resolve(config.run());
                written.add(new Written(config.run(), files, simulation.write(files, (what, done, all) -> {})));
            }
            List<Path> files =
                    new ArrayList<>(written.stream().map(Written::files).toList());
            if (!runs.apply(first).telemetry()) {
                files.add(bystander(nodes, directory.path().resolve("bystander")));
            }
            Path archive = directory.path().resolve("archive");
            progress.doing(name + ": analysing " + written.size() + " runs");
            analysis.run(files, archive);
            List<RunVerdict> verdicts = new ArrayList<>();
            for (Written run : written) {
                verdicts.add(RunVerdict.of(run.run, run.faults, archive));
            }
            return verdicts;
        }
    }

    /** A run on other nodes, whose telemetry is there: without any, nothing is diagnosed. */
    private Path bystander(Set<String> nodes, Path files) throws IOException {
        FleetSimulation simulation = new FleetSimulation(request.bystander(0));
        for (int number = 1; !Collections.disjoint(nodes, simulation.nodes()); number++) {
            simulation = new FleetSimulation(request.bystander(number));
        }
        simulation.write(files, (what, done, all) -> {});
        return files;
    }
}
