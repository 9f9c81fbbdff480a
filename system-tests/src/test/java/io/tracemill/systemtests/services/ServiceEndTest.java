package io.tracemill.systemtests.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tracemill.cli.CommandLineRun;
import io.tracemill.cli.Main;
import io.tracemill.cli.monitoring.HttpAddress;
import io.tracemill.cli.monitoring.ServicePages;
import io.tracemill.embeddedkafka.EmbeddedKafka;
import io.tracemill.storage.Archive;
import io.tracemill.systemtests.SmallTraces;
import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Services as their operator sees them, up to the moment they are asked to stop. */
class ServiceEndTest {

    private static final Pattern WHERE = Pattern.compile("running, see http://127\\.0\\.0\\.1:(\\d+)/metrics");
    private static final int ENDED_BY_SIGTERM = 128 + 15;

    @TempDir
    private Path dir;

    private final List<Process> processes = new ArrayList<>();
    private EmbeddedKafka kafka;

    @BeforeEach
    void startBroker() throws IOException {
        kafka = EmbeddedKafka.start(dir.resolve("broker"));
    }

    @AfterEach
    void endAll() throws InterruptedException {
        for (Process process : processes) {
            process.destroyForcibly().waitFor();
        }
        kafka.close();
    }

    private CommandLineRun run(String... args) {
        List<String> all = new ArrayList<>(List.of(args));
        all.addAll(List.of("--bootstrap-server", kafka.bootstrapServers()));
        return CommandLineRun.of(all.toArray(String[]::new));
    }

    private Path log(String command) {
        return dir.resolve(command + ".log");
    }

    private Process start(String command, String... args) throws IOException {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                command,
                "--bootstrap-server",
                kafka.bootstrapServers(),
                "--http",
                "127.0.0.1:0",
                "--log-level",
                "info",
                "--log-format",
                "json"));
        line.addAll(List.of(args));
        Process process = new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(log(command).toFile())
                .start();
        processes.add(process);
        return process;
    }

    private static void await(Callable<Boolean> condition) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(90);
        while (!condition.call()) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
        }
    }

    private HttpAddress ready(String command) throws Exception {
        await(() -> WHERE.matcher(Files.readString(log(command))).find());
        Matcher where = WHERE.matcher(Files.readString(log(command)));
        assertThat(where.find()).isTrue();
        HttpAddress address = new HttpAddress("127.0.0.1", Integer.parseInt(where.group(1)));
        await(() -> ServicePages.get(address, "/ready").status() == 200);
        return address;
    }

    private static void endInTime(Process process, HttpAddress address) throws InterruptedException {
        process.destroy();
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(ENDED_BY_SIGTERM);
        assertThatThrownBy(() -> ServicePages.get(address, "/live")).isInstanceOf(ConnectException.class);
    }

    private long committed(String group, String topic) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            Map<TopicPartition, OffsetAndMetadata> commits = admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get();
            return Objects.requireNonNull(commits.get(new TopicPartition(topic, 0)))
                    .offset();
        }
    }

    private long end(String topic) throws Exception {
        TopicPartition partition = new TopicPartition(topic, 0);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            return admin.listOffsets(Map.of(partition, OffsetSpec.latest()))
                    .partitionResult(partition)
                    .get()
                    .offset();
        }
    }

    @Test
    void aServiceToldToEndPublishesAndCommitsAllItHasTakenAndItsPagesVanish() throws Exception {
        assertThat(run("topics", "create", "--partitions", "1").code()).isZero();
        Path trace = Files.writeString(dir.resolve("rank0.json"), SmallTraces.PAIR);
        Path out = dir.resolve("out");
        Process stream = start("stream");
        Process archive = start("archive", "--out", out.toString(), "--roll-idle", "3600s");
        HttpAddress streamPages = ready("stream");
        HttpAddress archivePages = ready("archive");
        CommandLineRun second = run("stream", "--http", streamPages.toString());
        assertThat(second.code()).isEqualTo(1);
        assertThat(second.err())
                .isEqualTo("tracemill: " + streamPages + " is in use by another process; choose another with --http\n");

        assertThat(run("ingest", trace.toString()).code()).isZero();
        await(() -> ServicePages.sum(ServicePages.metrics(streamPages), "tracemill_stream_traces_total") == 1);
        await(() -> ServicePages.metrics(archivePages)
                        .getOrDefault(
                                "tracemill_archive_records_total{outcome=\"archived\",topic=\"tracemill.traces\"}", 0.0)
                == 1);
        assertThat(ServicePages.sum(ServicePages.metrics(archivePages), "tracemill_archive_rows_open"))
                .isPositive();
        assertThat(Archive.open(out).traces()).isEmpty();
        endInTime(stream, streamPages);
        endInTime(archive, archivePages);

        assertThat(Archive.open(out).traces()).hasSize(1);
        assertThat(committed("tracemill.topology", "tracemill.trace-events")).isEqualTo(end("tracemill.trace-events"));
        assertThat(committed("tracemill.archive", "tracemill.traces")).isEqualTo(end("tracemill.traces"));
        assertThat(isLogOfObjects("stream")).isTrue();
        assertThat(isLogOfObjects("archive")).isTrue();
    }

    private boolean isLogOfObjects(String command) throws IOException {
        ObjectMapper json = new ObjectMapper();
        for (String line : Files.readAllLines(log(command))) {
            JsonNode object = json.readTree(line);
            assertThat(object.fieldNames()).toIterable().contains("time", "level", "logger", "message");
        }
        return true;
    }

    @Test
    void anErrorIsALineOfTheLogWhereTheLogIsJson() {
        CommandLineRun run = run("stream", "--http", "off", "--log-format", "json");
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err().replaceFirst("\"time\":\"[^\"]*\"", "\"time\":\"TIME\""))
                .isEqualTo(
                        "{\"time\":\"TIME\",\"level\":\"ERROR\",\"logger\":\"io.tracemill\",\"message\":"
                                + "\"tracemill: tracemill.trace-events: does not exist; 'tracemill topics create' creates it\"}\n");
    }
}
