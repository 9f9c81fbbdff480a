package io.tracemill.cli.bench.services;

import io.tracemill.bench.measure.ArchiveDigest;
import io.tracemill.bench.measure.ChildProcess;
import io.tracemill.bench.measure.JavaCommand;
import io.tracemill.bench.measure.MeasuredProgram;
import io.tracemill.cli.bench.services.MadeTraces.MadeTrace;
import io.tracemill.cli.bench.services.ServicesReport.Memory;
import io.tracemill.cli.bench.services.ServicesReport.Phase;
import io.tracemill.cli.service.TopicUse;
import io.tracemill.cli.temp.TempDirectory;
import io.tracemill.cli.terminal.Failure;
import io.tracemill.schemas.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Pushes many traces at once through the services of a cluster, and then one that is as large as all of them. What the
 * many take beyond the one is the fixed cost of a trace. The archive must equal that of one process that analyses the
 * same files.
 */
public final class ServicesBench {

    /** Room in the door for the large trace, which with what sorting needs takes half as much again, and for others. */
    private static final long ROOM = 3;

    /** Heap of the process that makes the rows to compare with; it is not measured, and prints all reports. */
    private static final String CHECK_HEAP = "2g";

    private final ServicesBenchRequest request;
    private final MeasuredProgram program;
    private final Path parent;
    private final Consumer<String> progress;

    /** A job for one request, whose files are below a directory and go with it. */
    public ServicesBench(
            ServicesBenchRequest request, MeasuredProgram program, Path parent, Consumer<String> progress) {
        this.request = request;
        this.program = program;
        this.parent = parent;
        this.progress = progress;
    }

    /**
     * Measures.
     *
     * @throws IOException if something fails, or the archive is wrong; the message is one line
     */
    public ServicesReport measure() throws IOException, InterruptedException {
        JavaCommand command = JavaCommand.withHeap(request.heap());
        UnaryOperator<List<String>> java = arguments -> command.run(program.commandProcess(), arguments);
        try (TempDirectory temp = TempDirectory.in(parent)) {
            Path traces = temp.path().resolve("traces");
            progress.accept("making " + request.traces() + " traces");
            MadeTraces made = new MadeTraces(traces, request);
            List<MadeTrace> warmUp = made.ranks("warm-up", 1, request.warmUp());
            List<MadeTrace> many = made.ranks("run", request.runs(), request.traces() / request.runs());
            MadeTrace large = made.large("large", request.traces());
            progress.accept("starting the services");
            try (Services services = Services.start(
                            java, temp.path(), request.instances(), ROOM * request.traces() * request.size());
                    Completions completions = new Completions(
                            services.cluster().topics(TopicUse.ARCHIVE),
                            services.cluster().client())) {
                Load load = new Load(services, completions, new Producers(services.door(), request.producers()));
                load.of("warm-up", warmUp);
                Phase ofMany;
                Map<String, Memory> memory;
                try (MemorySamples samples = new MemorySamples(services::residentBytes)) {
                    ofMany = load.of("traces", many);
                    memory = samples.end();
                }
                Phase ofLarge = load.of("one trace of their size", List.of(large));
                services.end();
                check(traces, services.archive());
                return new ServicesReport(request, ofMany, ofLarge, memory, files(services.archive()));
            }
        }
    }

    /** What pushes traces and waits for their end. */
    private final class Load {

        private final Services services;
        private final Completions completions;
        private final Producers producers;

        Load(Services services, Completions completions, Producers producers) {
            this.services = services;
            this.completions = completions;
            this.producers = producers;
        }

        Phase of(String what, List<MadeTrace> traces) throws IOException, InterruptedException {
            progress.accept(what + ": pushing " + traces.size());
            Map<String, Long> before = services.cpuNanos();
            long begin = System.nanoTime();
            producers.push(traces);
            progress.accept(what + ": waiting for their end");
            completions.await(traces.size());
            long wall = System.nanoTime() - begin;
            services.awaitRest();
            Map<String, Long> cpu = new HashMap<>(services.cpuNanos());
            before.forEach((service, nanos) -> cpu.merge(service, -nanos, Long::sum));
            return new Phase(wall, cpu);
        }
    }

    private static long files(Path archive) throws IOException {
        try (Stream<Path> files = Files.walk(archive)) {
            return files.filter(file -> file.toString().endsWith(".parquet")).count();
        }
    }

    private void check(Path traces, Path archive) throws IOException, InterruptedException {
        progress.accept("checking the archive");
        Path expected = archive.resolveSibling("expected");
        List<String> analyze =
                List.of("analyze", traces.toString(), "--out", expected.toString(), "--quiet", "--format", "json");
        List<String> command = JavaCommand.withHeap(CHECK_HEAP).run(program.commandProcess(), analyze);
        try (ChildProcess process = ChildProcess.start("analyze", command, archive.resolveSibling("analyze.log"))) {
            process.drain();
            process.succeed();
        }
        int all = request.warmUp() + request.traces() + 1;
        List<String> differences = new ArrayList<>(
                ArchiveDigest.of(program, archive, all).differences(ArchiveDigest.of(program, expected, all)));
        differences.remove("rows of traces"); // they name the file, which a door does not know
        Topic.datasetsOfFleet().forEach(dataset -> differences.remove("rows of " + dataset)); // services write them
        if (!differences.isEmpty()) {
            throw new Failure(
                    "wrong answer: the archive differs from that of one process in " + String.join(", ", differences));
        }
    }
}
