package io.tracemill.systemtests.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.systemtests.CommandProcesses;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server as a service: how it begins and ends. */
class ServeProcessTest {

    private static final String SAYS = "tracemill serve: see ";

    @TempDir
    private Path dir;

    private CommandProcesses processes;
    private Path temp;

    @BeforeEach
    void directories() throws IOException {
        processes = new CommandProcesses(Files.createDirectories(dir.resolve("logs")));
        temp = Files.createDirectories(dir.resolve("temp"));
        Files.createDirectories(dir.resolve("archive"));
    }

    @AfterEach
    void killAll() {
        processes.killAll();
    }

    private Process serve(String address) throws IOException {
        String data = dir.resolve("archive").toString();
        return processes.start("serve", "--data", data, "--listen", address, "--temp-dir", temp.toString());
    }

    private URI url(Process server) {
        processes.awaitLog(server, SAYS);
        return URI.create(processes.log(server).strip().replace(SAYS, ""));
    }

    @Test
    void anEmptyDirectoryIsServedUntilSigterm() throws Exception {
        Process server = serve("127.0.0.1:0");
        URI runs = url(server).resolve("/api/runs");

        HttpResponse<String> reply =
                HttpClient.newHttpClient().send(HttpRequest.newBuilder(runs).build(), BodyHandlers.ofString());
        assertThat(reply.statusCode()).isEqualTo(200);
        assertThat(reply.body()).contains("\"runs\" : [ ]");
        assertThat(temp).isNotEmptyDirectory();

        processes.terminate(server); // while the client keeps its connection
        assertThat(server.exitValue()).isEqualTo(143);
        assertThat(processes.log(server).lines()).hasSize(1);
        assertThat(temp).isEmptyDirectory();
    }

    @Test
    void anAddressThatIsTakenIsOneLine() throws Exception {
        String taken = url(serve("127.0.0.1:0")).getAuthority();

        Process second = serve(taken);

        assertThat(second.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(second.exitValue()).isEqualTo(1);
        assertThat(processes.log(second).lines())
                .containsExactly("tracemill: " + taken + " is in use by another process; choose another with --listen");
    }
}
