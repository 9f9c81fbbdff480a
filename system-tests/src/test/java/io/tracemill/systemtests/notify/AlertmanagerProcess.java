package io.tracemill.systemtests.notify;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
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

    /** The alerts that it takes for active. */
    ActiveAlerts alerts() {
        return new ActiveAlerts(uri());
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
