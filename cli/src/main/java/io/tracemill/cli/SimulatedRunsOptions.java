package io.tracemill.cli;

import io.tracemill.bench.simulate.plan.FleetShape;
import io.tracemill.cli.bench.faults.FaultsBench;
import io.tracemill.cli.bench.faults.FaultsRequest;
import io.tracemill.cli.config.Counts;
import io.tracemill.cli.terminal.Console;
import io.tracemill.cli.terminal.StatusLine;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** The options for runs that are simulated and judged. */
final class SimulatedRunsOptions {

    @Option(
            names = "--runs",
            paramLabel = "N",
            defaultValue = "30",
            converter = Counts.class,
            description = "Runs of each fault (default: ${DEFAULT-VALUE}).")
    private int runs;

    @Option(
            names = "--ranks",
            paramLabel = "N",
            defaultValue = "16",
            converter = Counts.class,
            description = "Ranks of each run (default: ${DEFAULT-VALUE}).")
    private int ranks;

    @Option(
            names = "--per-node",
            paramLabel = "N",
            defaultValue = "4",
            converter = Counts.class,
            description = "Ranks on a node, each with a device (default: ${DEFAULT-VALUE}).")
    private int perNode;

    @Option(
            names = "--fault",
            paramLabel = "KIND",
            description = "Simulate this fault only; may be given several times (default: all).")
    private List<String> faults = new ArrayList<>();

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Seed of the first run of each fault; the others follow (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--temp-dir",
            paramLabel = "DIR",
            description = "Directory for runs and archives, which go at the end (default: that of the system).")
    private Path temp = Path.of(System.getProperty("java.io.tmpdir"));

    /** What is simulated, with so many recorded steps and minutes of telemetry. */
    FaultsRequest request(int steps, int minutes) {
        return new FaultsRequest(runs, new FleetShape(ranks, perNode, 1, steps, minutes), seed, faults);
    }

    Path tempDir() {
        return temp;
    }

    /** Shows what is being done, and keeps a line for each fault that is judged. */
    FaultsBench.Progress progress(Console console, StatusLine status) {
        return new FaultsBench.Progress() {
            @Override
            public void doing(String what) {
                status.show(what);
            }

            @Override
            public void judged(String summary) {
                status.clear();
                console.err().println("tracemill: " + summary);
            }
        };
    }
}
