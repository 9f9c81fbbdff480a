package io.tracemill.systemtests.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.bench.generate.GeneratorConfig;
import io.tracemill.bench.generate.TraceGenerator;
import io.tracemill.cli.CommandLineRun;
import io.tracemill.embeddedkafka.EmbeddedKafka;
import io.tracemill.systemtests.ArchiveRows;
import io.tracemill.systemtests.CommandProcesses;
import java.io.IOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The client of Python and a door that is killed again and again: the archive ends up with the rows that the same traces
 * have behind a door in peace, each once. {@code tracemill.clientkills} and {@code tracemill.seed} make longer and
 * other runs.
 */
class KilledDoorTest {

    private static final Logger LOG = LoggerFactory.getLogger(KilledDoorTest.class);
    private static final int KILLS = Integer.getInteger("tracemill.clientkills", 30);
    private static final long SEED = Long.getLong("tracemill.seed", 1);

    /** At most so long after it opened, a door is killed. */
    private static final int LONGEST_LIFE_MILLIS = 900;

    /**
     * Trains: exports the trace that each line of its input names. What the client says, the log shows. A client that
     * waited for a minute, as it may, would make the test wait.
     */
    private static final String TRAINING = """
            import logging, shutil, sys
            import tracemill
            from tracemill import delivery

            class Profiler:
                def __init__(self, trace):
                    self.trace = trace

                def export_chrome_trace(self, path):
                    shutil.copyfile(self.trace, path)

            logging.basicConfig(level=logging.INFO, stream=sys.stdout, format="%(message)s")
            delivery._LONGEST_WAIT = 0.2
            push = tracemill.push(sys.argv[1], run="killed", spool=sys.argv[2], exit_seconds=0)
            for line in sys.stdin:
                push(Profiler(line.strip()))
            print("flushed", push.flush(60), flush=True)
            """;

    private static final String CALM = "calm.";
    private static final String KILLED = "killed.";
    private static final Pattern PUBLISHED = Pattern.compile("(?m)^tracemill: published ");

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path dir;

    private EmbeddedKafka kafka;
    private CommandProcesses processes;
    private int port;

    @BeforeEach
    void startBroker() throws IOException {
        kafka = EmbeddedKafka.start(dir.resolve("broker"));
        processes = new CommandProcesses(dir);
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
    }

    @AfterEach
    void endAll() {
        processes.killAll();
        kafka.close();
    }

    @Test
    void eachTraceIsArchivedOnceHoweverOftenTheDoorIsKilled() throws Exception {
        Python python = new Python(processes, dir);
        python.assumeThere();
        List<Path> traces = traces();
        for (String prefix : List.of(CALM, KILLED)) {
            CommandLineRun topics = run(prefix, "topics", "create", "--partitions", "2");
            assertThat(topics.code()).as(topics.err()).isZero();
        }
        Process door = openDoor(CALM);
        String calm = train(python, CALM, exports -> {
            for (Path trace : traces) {
                exports.write(trace + "\n");
            }
        });
        CommandProcesses.kill(door);
        String said = train(python, KILLED, exports -> {
            kill(exports, traces);
            openDoor(KILLED);
        });

        LOG.warn("killed door: {} kills, -Dtracemill.seed={}", KILLS, SEED);
        assertThat(PUBLISHED.matcher(calm).results()).hasSize(traces.size());
        assertThat(PUBLISHED.matcher(said).results()).hasSize(traces.size());
        assertThat(said).contains("does not answer");
        Path expected = archived(CALM);
        assertArchived(expected, archived(KILLED));
    }

    /** What a client says that exports traces until all are published. */
    private String train(Python python, String prefix, Exports exports) throws IOException, InterruptedException {
        Process training = python.start(
                "-c",
                TRAINING,
                "http://127.0.0.1:" + port,
                dir.resolve(prefix + "spool").toString());
        try (Writer lines = training.outputWriter()) {
            exports.write(lines);
        }
        assertThat(training.waitFor(120, TimeUnit.SECONDS)).isTrue();
        assertThat(processes.log(training)).endsWith("flushed True\n");
        return processes.log(training);
    }

    /** Writes the paths of traces that are exported. */
    private interface Exports {
        void write(Writer lines) throws IOException;
    }

    /** Starts what archives the topics of a prefix. */
    private Path archived(String prefix) throws IOException {
        Path archive = dir.resolve(prefix + "archive");
        processes.start(at(prefix, "stream"));
        processes.start(at(prefix, "archive", "--out", archive.toString(), "--roll-idle", "1s"));
        return archive;
    }

    private void assertArchived(Path calm, Path archive) {
        CommandProcesses.awaitTrue(() -> isComplete(calm));
        CommandProcesses.awaitTrue(
                () -> ArchiveRows.checksums(archive).equals(ArchiveRows.checksums(calm)),
                () -> ArchiveRows.checksums(archive) + "\ninstead of\n" + ArchiveRows.checksums(calm));
        assertThat(isComplete(archive)).isTrue();
        for (String prefix : List.of(CALM, KILLED)) {
            assertThat(run(prefix, "tail", "dead-letters", "--from-beginning", "--until-end")
                            .out())
                    .isEmpty();
        }
    }

    private static boolean isComplete(Path archive) {
        CommandLineRun traces = CommandLineRun.of(
                "query",
                "--data",
                archive.toString(),
                "--format",
                "csv",
                "select count(*), count(distinct trace_id) from traces where state = 'COMPLETE'");
        return traces.out().endsWith("\n" + KILLS + ',' + KILLS + '\n');
    }

    private List<Path> traces() throws IOException {
        Path traces = Files.createDirectories(dir.resolve("traces"));
        List<Path> files = new ArrayList<>();
        for (int rank = 0; rank < KILLS; rank++) {
            Path file = traces.resolve("rank" + rank + ".json");
            new TraceGenerator(GeneratorConfig.of(1_000_000, SEED + rank).withRank(rank, KILLS))
                    .write(file, (done, all) -> {});
            files.add(file);
        }
        return files;
    }

    /** One door after the other, each of which is killed while traces come. */
    private void kill(Writer exports, List<Path> traces) throws IOException {
        Random random = new Random(SEED);
        for (Path trace : traces) {
            Process door = openDoor(KILLED);
            exports.write(trace + "\n");
            exports.flush();
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(LONGEST_LIFE_MILLIS)));
            CommandProcesses.kill(door);
        }
    }

    private Process openDoor(String prefix) throws IOException {
        Process door = processes.start(at(
                prefix,
                "receive",
                "--listen",
                "127.0.0.1:" + port,
                "--spool",
                dir.resolve("doors").toString()));
        processes.awaitLog(door, "takes traces and metrics at ");
        return door;
    }

    private String[] at(String prefix, String... args) {
        List<String> all = new ArrayList<>(List.of(args));
        all.addAll(List.of("--bootstrap-server", kafka.bootstrapServers(), "--prefix", prefix));
        return all.toArray(String[]::new);
    }

    private CommandLineRun run(String prefix, String... args) {
        return CommandLineRun.of(at(prefix, args));
    }
}
