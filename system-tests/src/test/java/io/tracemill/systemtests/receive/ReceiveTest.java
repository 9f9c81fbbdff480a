package io.tracemill.systemtests.receive;

import static io.tracemill.systemtests.CommandProcesses.awaitTrue;
import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.bench.generate.GeneratorConfig;
import io.tracemill.bench.generate.TraceGenerator;
import io.tracemill.cli.CommandLineRun;
import io.tracemill.embeddedkafka.EmbeddedKafka;
import io.tracemill.systemtests.CommandProcesses;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A door as a process of its own, with a real broker. */
class ReceiveTest {

    private static final Pattern URL = Pattern.compile("takes traces and metrics at (\\S+/)");

    /** Above what a door answers before it has published. */
    private static final long LARGE = 17_000_000;

    private static final int KILLS = Integer.getInteger("tracemill.doorkills", 4);

    @TempDir
    private Path dir;

    private EmbeddedKafka kafka;
    private CommandProcesses processes;
    private volatile String door = "http://127.0.0.1:1/";

    @BeforeEach
    void startBroker() throws IOException {
        kafka = EmbeddedKafka.start(dir.resolve("broker"));
        processes = new CommandProcesses(dir);
        assertThat(run("topics", "create", "--partitions", "2").code()).isZero();
    }

    @AfterEach
    void endAll() {
        processes.killAll();
        kafka.close();
    }

    private String[] at(String... args) {
        List<String> all = new ArrayList<>(List.of(args));
        all.addAll(List.of("--bootstrap-server", kafka.bootstrapServers()));
        return all.toArray(String[]::new);
    }

    private CommandLineRun run(String... args) {
        return CommandLineRun.of(at(args));
    }

    private Process openDoor() throws IOException {
        Process process = processes.start(at(
                "receive",
                "--listen",
                "127.0.0.1:0",
                "--spool",
                dir.resolve("spool").toString()));
        processes.awaitLog(process, "takes traces and metrics at ");
        Matcher url = URL.matcher(processes.log(process));
        assertThat(url.find()).isTrue();
        door = url.group(1);
        return process;
    }

    private Path trace(int rank, long bytes) throws IOException {
        Path file = dir.resolve("rank" + rank + ".json");
        new TraceGenerator(GeneratorConfig.of(bytes, rank + 1).withRank(rank, 16)).write(file, (done, all) -> {});
        return file;
    }

    private long complete() {
        return run("tail", "traces", "--from-beginning", "--until-end", "--where", "state=COMPLETE")
                .out()
                .lines()
                .count();
    }

    @Test
    void whatIsPushedIsTheTraceThatIngestWouldMakeOfTheFile() throws Exception {
        Process receive = openDoor();
        Path file = trace(0, 1_000_000);
        PushedTrace trace = new PushedTrace(file, "job", 0);

        HttpResponse<String> first = trace.send(door);
        assertThat(first.statusCode()).as(first.body()).isEqualTo(200);
        assertThat(first.body()).contains("\"events\":").contains("\"rejected\":0");
        processes.start(at("stream"));
        awaitTrue(() -> complete() == 1);

        CommandLineRun ingest = run("ingest", file.toString(), "--run", "job", "--rank", "0");
        assertThat(ingest.err()).contains("already finished as trace ");
        CommandProcesses.kill(receive);
        openDoor();
        assertThat(trace.send(door).body()).contains("\"finished\":true");
    }

    @Test
    void aDoorThatEndsPublishesWhatItHasTakenFirst() throws Exception {
        Process receive = openDoor();
        PushedTrace trace = new PushedTrace(trace(1, LARGE), "job", 1);
        assertThat(trace.send(door).statusCode()).isEqualTo(202);

        processes.terminate(receive);
        openDoor();
        processes.start(at("stream"));
        awaitTrue(() -> complete() == 1);
        assertThat(dir.resolve("spool").toFile().list()).hasSize(1); // of the door that is open now
    }

    @Test
    void aDoorThatIsKilledLosesNothingThatItAcknowledged() throws Exception {
        List<PushedTrace> traces = new ArrayList<>();
        for (int rank = 0; rank < 6; rank++) {
            traces.add(new PushedTrace(trace(rank, rank % 2 == 0 ? LARGE : 1_000_000), "job", rank));
        }
        Process receive = openDoor();
        HttpResponse<String> accepted = traces.get(0).send(door);
        assertThat(accepted.statusCode()).isEqualTo(202);
        CommandProcesses.kill(receive);
        receive = openDoor();
        String location = accepted.headers().firstValue("Location").orElseThrow();
        assertThat(PushedTrace.get(door, location).body())
                .isEqualTo("{\"error\":\"this door does not know the upload; send the trace again\"}\n");

        ExecutorService clients = Executors.newFixedThreadPool(3);
        List<Future<Integer>> deliveries = new ArrayList<>();
        for (PushedTrace trace : traces) {
            deliveries.add(clients.submit(() -> trace.deliver(() -> door)));
        }
        Random random = new Random(Long.getLong("tracemill.seed", 21));
        for (int kill = 0; kill < KILLS; kill++) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(700)));
            CommandProcesses.kill(receive);
            receive = openDoor();
        }
        for (Future<Integer> delivery : deliveries) {
            assertThat(delivery.get(90, TimeUnit.SECONDS)).isPositive();
        }
        clients.shutdown();
        processes.start(at("stream"));
        awaitTrue(() -> complete() == traces.size());
    }
}
