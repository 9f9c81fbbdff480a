package io.tracemill.systemtests.notify;

import static io.tracemill.systemtests.CommandProcesses.awaitTrue;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tracemill.cli.notify.Alertmanager;
import io.tracemill.cli.notify.NotifyCounts;
import io.tracemill.cli.notify.NotifyJob;
import io.tracemill.embeddedkafka.EmbeddedKafka;
import io.tracemill.schemas.AlertLevel;
import io.tracemill.schemas.AlertState;
import io.tracemill.schemas.Topics;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Alerts in a topic reach a real Alertmanager, and end there when they end. */
class AlertmanagerTest {

    private static final Topics TOPICS = new Topics(Topics.DEFAULT_PREFIX, 2, (short) 1);
    private static final long MINUTE = 60_000;

    @TempDir
    private Path dir;

    private final AtomicBoolean ending = new AtomicBoolean();
    private final List<String> failures = new CopyOnWriteArrayList<>();
    private final NotifyCounts counts = new NotifyCounts();
    private Optional<Process> manager = Optional.empty();
    private Optional<Thread> running = Optional.empty();
    private String address = "";

    @BeforeEach
    void startAlertmanager() throws Exception {
        Optional<Path> program = Stream.of(
                        System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .map(folder -> Path.of(folder, "prometheus-alertmanager"))
                .filter(Files::isExecutable)
                .findFirst();
        assumeTrue(
                program.isPresent(),
                "prometheus-alertmanager is not on the PATH: apt-get install prometheus-alertmanager");
        Path config = Files.writeString(dir.resolve("am.yml"), """
                route:
                  receiver: nobody
                receivers:
                  - name: nobody
                """);
        address = "127.0.0.1:" + freePort();
        manager = Optional.of(new ProcessBuilder(
                        program.orElseThrow().toString(),
                        "--config.file=" + config,
                        "--storage.path=" + dir.resolve("data"),
                        "--cluster.listen-address=",
                        "--web.listen-address=" + address)
                .redirectErrorStream(true)
                .redirectOutput(dir.resolve("am.log").toFile())
                .start());
    }

    @AfterEach
    void end() throws Exception {
        ending.set(true);
        if (running.isPresent()) {
            running.get().join();
        }
        manager.ifPresent(process -> process.destroyForcibly().onExit().join());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void start(Map<String, Object> client) {
        Thread thread = new Thread(
                () -> {
                    NotifyJob.Settings settings =
                            new NotifyJob.Settings(Duration.ofSeconds(1), Clock.systemUTC(), failures::add);
                    Alertmanager to = new Alertmanager(URI.create("http://" + address), Optional.empty());
                    try (NotifyJob job = new NotifyJob(TOPICS, client, List.of(to), settings, counts)) {
                        while (!ending.get()) {
                            job.step();
                        }
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "notify");
        thread.start();
        running = Optional.of(thread);
    }

    /** The alerts that Alertmanager takes for active, by name and subject, with their severity. */
    private Map<String, String> active() {
        Map<String, String> active = new TreeMap<>();
        alerts().forEach(alert -> {
            JsonNode labels = alert.path("labels");
            String subject = labels.path("subject").asText();
            active.merge(
                    labels.path("alertname").asText() + (subject.isEmpty() ? "" : " " + subject),
                    labels.path("severity").asText(),
                    (a, b) -> a + "+" + b);
        });
        return active;
    }

    private List<JsonNode> alerts() {
        try (InputStream answer = URI.create("http://" + address + "/api/v2/alerts?active=true")
                .toURL()
                .openStream()) {
            List<JsonNode> alerts = new ArrayList<>();
            new ObjectMapper().readTree(answer).forEach(alerts::add);
            return alerts;
        } catch (IOException e) {
            return List.of(); // it does not answer yet
        }
    }

    private void awaitActive(Map<String, String> expected) {
        awaitTrue(() -> active().equals(expected), () -> "active: " + active() + ", failures: " + failures);
    }

    @Test
    void whatFiresIsActiveAndWhatIsOldOrEndedIsNot() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.start(dir.resolve("broker"))) {
            Map<String, Object> client = Map.of("bootstrap.servers", kafka.bootstrapServers());
            try (Admin admin = Admin.create(client)) {
                TOPICS.create(admin);
            }
            try (AlertTopic topic = new AlertTopic(TOPICS, client)) {
                topic.alert("GPU-1", AlertState.FIRING, AlertLevel.WARNING, 2 * MINUTE);
                topic.alert("GPU-2", AlertState.PENDING, AlertLevel.WARNING, 2 * MINUTE);
                topic.alert("GPU-3", AlertState.FIRING, AlertLevel.CRITICAL, 24 * 60 * MINUTE);
                start(client);
                awaitActive(Map.of("Watchdog", "none", "TracemillBehind", "warning"));

                topic.progress(24 * 60 * MINUTE); // a day is being caught up
                topic.alert("GPU-4", AlertState.FIRING, AlertLevel.WARNING, 2 * MINUTE);
                awaitTrue(() -> counts.firing() == 2);
                topic.alert("GPU-4", AlertState.RESOLVED, AlertLevel.WARNING, 2 * MINUTE);
                awaitTrue(() -> counts.firing() == 1);
                assertThat(active()).containsOnlyKeys("Watchdog", "TracemillBehind");

                topic.progress(MINUTE);
                awaitTrue(() -> "warning".equals(active().get("device_temperature n1/GPU-1")));
                assertThat(active()).doesNotContainKeys("device_temperature n1/GPU-3", "device_temperature n1/GPU-4");
                assertThat(alerts())
                        .filteredOn(alert ->
                                alert.path("labels").path("device").asText().equals("GPU-1"))
                        .allSatisfy(alert -> {
                            assertThat(alert.at("/annotations/summary").asText())
                                    .isEqualTo("n1/GPU-1: temperature 92 Cel, above 90 Cel");
                            assertThat(Instant.parse(alert.path("endsAt").asText()))
                                    .isAfter(Instant.now().plusSeconds(200));
                        });

                topic.alert("GPU-1", AlertState.FIRING, AlertLevel.CRITICAL, 2 * MINUTE);
                awaitTrue(() -> "critical".equals(active().get("device_temperature n1/GPU-1")));

                topic.alert("GPU-1", AlertState.RESOLVED, AlertLevel.CRITICAL, 2 * MINUTE);
                awaitTrue(() -> !active().containsKey("device_temperature n1/GPU-1"));
                assertThat(active()).containsEntry("Watchdog", "none");
                assertThat(counts.failed()).hasSizeLessThanOrEqualTo(1); // before Alertmanager answered
            }
        }
    }
}
