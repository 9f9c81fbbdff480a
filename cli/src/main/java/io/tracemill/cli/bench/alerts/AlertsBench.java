package io.tracemill.cli.bench.alerts;

import io.tracemill.bench.simulate.FleetSimulation;
import io.tracemill.bench.simulate.SimulatedFault;
import io.tracemill.bench.simulate.SimulationConfig;
import io.tracemill.bench.simulate.fault.FaultKind;
import io.tracemill.cli.bench.faults.FaultsBench;
import io.tracemill.cli.bench.faults.FaultsRequest;
import io.tracemill.cli.rules.RuleTrial;
import io.tracemill.cli.telemetry.TelemetryIngest;
import io.tracemill.cli.telemetry.TelemetrySettings;
import io.tracemill.cli.temp.TempDirectory;
import io.tracemill.streams.rules.RuleSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Simulates runs of each fault, applies rules to their telemetry, and compares the alerts with what is true. */
public final class AlertsBench {

    private final FaultsRequest request;
    private final RuleSet rules;
    private final Path temp;
    private final FaultsBench.Progress progress;

    /**
     * A measurement.
     *
     * @param temp directory for what is made, which goes at the end
     */
    public AlertsBench(FaultsRequest request, RuleSet rules, Path temp, FaultsBench.Progress progress) {
        this.request = request;
        this.rules = rules;
        this.temp = temp;
        this.progress = progress;
    }

    /** Judges all faults, those of services too, and last runs without one. */
    public AlertsReport measure() throws IOException, InterruptedException {
        List<AlertScore> scores = new ArrayList<>();
        for (FaultKind kind : request.kindsWithServices()) {
            scores.add(score(kind.word(), kind));
        }
        scores.add(score("none", null));
        return new AlertsReport(request, rules.name(), scores);
    }

    private AlertScore score(String name, @Nullable FaultKind kind) throws IOException, InterruptedException {
        List<AlertVerdict> verdicts = new ArrayList<>();
        while (verdicts.size() < request.runs()) {
            progress.doing(name + ": run " + (verdicts.size() + 1) + " of " + request.runs());
            verdicts.add(verdict(request.run(kind, verdicts.size(), true)));
        }
        AlertScore score = new AlertScore(name, verdicts);
        progress.judged(score.summary());
        return score;
    }

    private AlertVerdict verdict(SimulationConfig config) throws IOException, InterruptedException {
        try (TempDirectory directory = TempDirectory.in(temp)) {
            Path files = directory.path().resolve(config.run());
            FleetSimulation simulation = new FleetSimulation(config);
            List<SimulatedFault> faults = simulation.write(files, (what, done, all) -> {});
            RuleTrial trial = new RuleTrial(rules, Clock.systemUTC());
            try (TelemetryIngest ingest = new TelemetryIngest(TelemetrySettings.defaults(), Map.of(), () -> trial);
                    Stream<Path> telemetry = Files.list(files.resolve("telemetry"))) {
                for (Path file : telemetry.sorted().toList()) {
                    ingest.ingest(file);
                }
                ingest.end();
            }
            double hours = config.shape().ranks() * config.shape().minutes() / 60.0;
            return AlertVerdict.of(truth(simulation, faults), trial.alerts(), rules, hours);
        }
    }

    private static AlertVerdict.Truth truth(FleetSimulation simulation, List<SimulatedFault> faults) {
        if (faults.isEmpty() || faults.get(0).kind().isControl()) {
            return AlertVerdict.Truth.NOTHING;
        }
        SimulatedFault fault = faults.get(0);
        return new AlertVerdict.Truth(
                simulation.places(fault.fault()),
                FaultsRequest.OF_SERVICES.contains(fault.kind()),
                fault.fault().site().fromNanos());
    }
}
