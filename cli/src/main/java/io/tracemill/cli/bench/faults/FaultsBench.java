package io.tracemill.cli.bench.faults;

import io.tracemill.bench.simulate.FleetSimulation;
import io.tracemill.bench.simulate.SimulatedFault;
import io.tracemill.bench.simulate.SimulationConfig;
import io.tracemill.bench.simulate.fault.FaultKind;
import io.tracemill.cli.temp.TempDirectory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Simulates runs of each fault, analyses them, and compares what is said of each with what is true. */
public final class FaultsBench {

    private final FaultsRequest request;
    private final Analysis analysis;
    private final Path temp;
    private final Consumer<String> status;

    /** The analysis that is judged. */
    public interface Analysis {

        /** Analyses the files of a directory into an archive. */
        void run(Path files, Path archive) throws IOException;
    }

    /**
     * A measurement.
     *
     * @param temp directory for what is made, which goes at the end
     * @param status is told what happens
     */
    public FaultsBench(FaultsRequest request, Analysis analysis, Path temp, Consumer<String> status) {
        this.request = request;
        this.analysis = analysis;
        this.temp = temp;
        this.status = status;
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
        for (int run = 0; run < request.runs(); run++) {
            status.accept(name + ": run " + (run + 1) + " of " + request.runs());
            verdicts.add(verdict(request.run(kind, run, telemetry)));
        }
        return new FaultScore(name, code, verdicts);
    }

    private RunVerdict verdict(SimulationConfig config) throws IOException {
        try (TempDirectory directory = TempDirectory.in(temp)) {
            Path files = directory.path().resolve("files");
            Path archive = directory.path().resolve("archive");
            List<SimulatedFault> faults = new FleetSimulation(config).write(files, (what, done, all) -> {});
            analysis.run(files, archive);
            return RunVerdict.of(faults, archive);
        }
    }
}
