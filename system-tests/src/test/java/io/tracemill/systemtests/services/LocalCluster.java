package io.tracemill.systemtests.services;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.bench.generate.GeneratorConfig;
import io.tracemill.bench.generate.TraceGenerator;
import io.tracemill.cli.CommandLineRun;
import io.tracemill.embeddedkafka.EmbeddedKafka;
import io.tracemill.systemtests.CommandProcesses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A broker in this JVM, and commands against it: in this JVM, or in processes that end with it. */
public final class LocalCluster implements AutoCloseable {

    private final Path dir;
    private final List<String> options;
    private final CommandProcesses processes;
    private final EmbeddedKafka kafka;

    /**
     * Starts the broker.
     *
     * @param dir for its files, and what processes say
     * @param options of every command
     */
    public LocalCluster(Path dir, String... options) throws IOException {
        this.dir = dir;
        this.processes = new CommandProcesses(dir);
        this.kafka = EmbeddedKafka.start(dir.resolve("broker"));
        this.options = List.of(options);
    }

    /** Where the broker is. */
    public String server() {
        return kafka.bootstrapServers();
    }

    /** Files of the ranks of a run, in a directory that is named after it. */
    public Path traces(String run, int ranks) throws IOException {
        Path traces = Files.createDirectories(dir.resolve("traces").resolve(run));
        for (int rank = 0; rank < ranks; rank++) {
            new TraceGenerator(GeneratorConfig.of(1_000_000, rank + 1).withRank(rank, ranks))
                    .write(traces.resolve("rank" + rank + ".json"), (done, all) -> {});
        }
        return traces;
    }

    private String[] against(String... args) {
        List<String> all = new ArrayList<>(List.of(args));
        all.addAll(List.of("--bootstrap-server", server()));
        all.addAll(options);
        return all.toArray(String[]::new);
    }

    /** Runs a command here; it must end by itself. */
    public CommandLineRun run(String... args) {
        return CommandLineRun.of(against(args));
    }

    /** What a command printed, which must have done what it should. */
    public String out(String... args) {
        CommandLineRun run = run(args);
        assertThat(run.code()).as(run.err()).isZero();
        return run.out();
    }

    /** Starts a command of ours. */
    public Process start(String... args) throws IOException {
        return processes.start(against(args));
    }

    /** Starts an archive of all that the cluster has, telemetry too, which publishes files after a second. */
    public void archive(Path out) throws IOException {
        start("archive", "--out", out.toString(), "--roll-idle", "1s", "--archive-raw");
    }

    /** The processes of commands. */
    public CommandProcesses processes() {
        return processes;
    }

    /** Starts any command in a directory; what it says goes to a file. */
    public Process start(Path in, Path log, List<String> command) throws IOException {
        return processes.start(in, log, command);
    }

    /** Waits until so many traces are complete. */
    public void awaitComplete(int traces) {
        CommandProcesses.awaitTrue(
                () -> out("tail", "traces", "--from-beginning", "--until-end", "--where", "state=COMPLETE")
                                .lines()
                                .count()
                        == traces);
    }

    @Override
    public void close() {
        processes.killAll();
        kafka.close();
    }
}
