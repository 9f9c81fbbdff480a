package io.tracemill.systemtests.notify;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A real Alertmanager, which ends when it is closed. Without its program, the test is skipped. */
final class AlertmanagerProcess implements AutoCloseable {

    private final String address;
    private final Process process;

    private AlertmanagerProcess(String address, Process process) {
        this.address = address;
        this.process = process;
    }

    /** Starts one whose files are in a directory. */
    static AlertmanagerProcess start(Path dir) throws IOException {
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
        String address = "127.0.0.1:" + freePort();
        Process process = new ProcessBuilder(
                        program.orElseThrow().toString(),
                        "--config.file=" + config,
                        "--storage.path=" + dir.resolve("data"),
                        "--cluster.listen-address=",
                        "--web.listen-address=" + address)
                .redirectErrorStream(true)
                .redirectOutput(dir.resolve("am.log").toFile())
                .start();
        return new AlertmanagerProcess(address, process);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Where it is. */
    URI uri() {
        return URI.create("http://" + address);
    }

    /** The alerts that it takes for active, by name and subject, with their severity. */
    Map<String, String> active() {
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

    /** The alerts that it takes for active; none before it answers. */
    List<JsonNode> alerts() {
        try (InputStream answer =
                uri().resolve("/api/v2/alerts?active=true").toURL().openStream()) {
            List<JsonNode> alerts = new ArrayList<>();
            new ObjectMapper().readTree(answer).forEach(alerts::add);
            return alerts;
        } catch (IOException e) {
            return List.of(); // it does not answer yet
        }
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
