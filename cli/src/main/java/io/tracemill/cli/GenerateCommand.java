package io.tracemill.cli;

import io.tracemill.bench.generate.DeviceVariation;
import io.tracemill.bench.generate.GeneratorConfig;
import io.tracemill.bench.generate.TraceGenerator;
import io.tracemill.bench.simulate.FleetSimulation;
import io.tracemill.bench.simulate.SimulationConfig;
import io.tracemill.cli.config.Percents;
import io.tracemill.cli.config.Sizes;
import io.tracemill.cli.config.Slowdown;
import io.tracemill.cli.config.Slowdowns;
import io.tracemill.cli.terminal.Console;
import io.tracemill.cli.terminal.ExitCode;
import io.tracemill.cli.terminal.Figures;
import io.tracemill.cli.terminal.StatusLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes a trace to try things with. */
@Command(
        name = "generate",
        header = "Generate a Kineto trace that resembles recorded ones.",
        description = {
            "",
            "With --fleet, generate the traces and the telemetry of a simulated run, with faults that are known.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  tracemill generate trace.json.gz --size 20MB",
            "  tracemill generate rank3.json --size 500MB --seed 7 --with-stack --rank 3",
            "  tracemill generate slower.json.gz --seed 2 --slow-kernel gemm=1.3 \\",
            "      --step-noise 20%%",
            "  tracemill generate hot --fleet pretrain-7 --fault thermal-throttling --seed 3",
            "  tracemill analyze hot/traces hot/telemetry --out archive"
        })
final class GenerateCommand extends CommonOptions implements Callable<Integer> {

    /** Options that mean something for a single trace only. */
    private static final List<String> OF_A_TRACE =
            List.of("--size", "--with-stack", "--rank", "--world-size", "--slow-kernel", "--step-noise");

    private final Console console;

    @Parameters(
            paramLabel = "OUT",
            arity = "1",
            description = "Output file (.json, .json.gz or .json.zst), replaced if it exists; with --fleet, a new"
                    + " directory.")
    private Path out = Path.of("");

    @Option(
            names = "--size",
            paramLabel = "SIZE",
            defaultValue = "100MB",
            converter = Sizes.class,
            description = "Size before compression, such as 500MB (default: ${DEFAULT-VALUE}).")
    private long size;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Seed of what is drawn; the same seed gives the same bytes (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--with-stack", description = "Include Python frames, about three in five events.")
    private boolean withStack;

    @Option(names = "--rank", paramLabel = "N", description = "Rank of the traced process (default: 0).")
    private @Nullable Integer rank;

    @Option(
            names = "--world-size",
            paramLabel = "N",
            defaultValue = "8",
            description = "Number of ranks in the run (default: ${DEFAULT-VALUE}).")
    private int worldSize;

    @Option(
            names = "--slow-kernel",
            paramLabel = "REGEX=FACTOR",
            converter = Slowdowns.class,
            description = "Kernels whose name has a part that matches take FACTOR times as long, such as gemm=1.3.")
    private @Nullable Slowdown slowKernel;

    @Option(
            names = "--step-noise",
            paramLabel = "PCT",
            defaultValue = "0",
            converter = Percents.class,
            description = "How much the device's time varies from step to step: standard deviation in percent (default:"
                    + " ${DEFAULT-VALUE}).")
    private double stepNoise;

    @Mixin
    private final SimulationOptions simulation = new SimulationOptions();

    @Mixin
    private final ProgressOption progress = new ProgressOption();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    GenerateCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        StatusLine status = new StatusLine(console, progress.isShown());
        try {
            Optional<SimulationConfig> run = simulation.config(seed);
            refuseOthers(run.isPresent() ? OF_A_TRACE : SimulationOptions.OWN, run.isPresent());
            if (run.isPresent()) {
                new FleetSimulation(run.get())
                        .write(out, (files, done, all) -> status.show(files + ": " + done + " of " + all));
            } else {
                writeTrace(status);
            }
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        } finally {
            status.clear();
        }
        return ExitCode.DONE.code();
    }

    /** Refuses options that would change nothing. */
    private void refuseOthers(List<String> options, boolean withFleet) {
        for (String option : options) {
            if (spec.commandLine().getParseResult().hasMatchedOption(option)) {
                throw new IllegalArgumentException(
                        withFleet ? "--fleet and " + option + " exclude each other" : option + " needs --fleet");
            }
        }
    }

    private void writeTrace(StatusLine status) throws IOException {
        Path parent = out.toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        new TraceGenerator(config())
                .write(
                        out,
                        (written, total) ->
                                status.show(out + ": " + Figures.bytes(written) + " of " + Figures.bytes(total)));
    }

    private GeneratorConfig config() {
        DeviceVariation variation = new DeviceVariation(
                Optional.ofNullable(slowKernel).map(Slowdown::kernels),
                slowKernel == null ? 1 : slowKernel.factor(),
                stepNoise / 100);
        return new GeneratorConfig(size, seed, withStack, rank == null ? 0 : rank, worldSize, variation);
    }
}
