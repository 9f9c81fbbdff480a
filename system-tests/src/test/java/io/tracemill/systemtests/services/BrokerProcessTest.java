package io.tracemill.systemtests.services;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.cli.CommandLineRun;
import io.tracemill.systemtests.CommandProcesses;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The broker for trying things out, as a process. */
class BrokerProcessTest {

    private static final String RUNNING = "tracemill broker: running at ";

    @TempDir
    private Path dir;

    private CommandProcesses processes;
    private Path data;
    private Path login;
    private int port;

    @BeforeEach
    void findPort() throws IOException {
        processes = new CommandProcesses(Files.createDirectories(dir.resolve("logs")));
        data = dir.resolve("data");
        login = data.resolve("client.properties");
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
    }

    @AfterEach
    void killAll() {
        processes.killAll();
    }

    private Process broker() throws IOException {
        return processes.start("broker", "--data", data.toString(), "--port", String.valueOf(port));
    }

    private CommandLineRun command(String name, String... args) {
        String[] all = new String[args.length + 5];
        all[0] = name;
        System.arraycopy(args, 0, all, 1, args.length);
        all[args.length + 1] = "--bootstrap-server";
        all[args.length + 2] = "127.0.0.1:" + port;
        all[args.length + 3] = "--command-config";
        all[args.length + 4] = login.toString();
        return CommandLineRun.of(all);
    }

    @Test
    void aKilledBrokerHasItsDataAndItsLoginWhenItIsStartedAgain() throws Exception {
        Process first = broker();
        processes.awaitLog(first, RUNNING);
        String password = Files.readString(login);
        assertThat(command("topics", "verify").code()).isZero();
        assertThat(command("ingest", "../samples/training-step.json.gz", "--run", "kept")
                        .code())
                .isZero();
        CommandProcesses.kill(first);

        Process second = broker();
        CommandLineRun verified = command("topics", "verify", "--wait", "1min");
        assertThat(verified.code()).as(verified.err()).isZero();
        assertThat(Files.readString(login)).isEqualTo(password);
        processes.start("stream", "--bootstrap-server", "127.0.0.1:" + port, "--command-config", login.toString());
        CommandLineRun verdict = command(
                "tail", "bottlenecks", "--from-beginning", "--max-records", "1", "--fields", "run,rank,bottleneck");
        assertThat(verdict.out()).isEqualTo("{\"run\":\"kept\",\"rank\":0,\"bottleneck\":\"SYNC_BOUND\"}\n");

        processes.terminate(second);
        assertThat(second.exitValue()).isEqualTo(143);
        assertThat(processes.log(second).lines())
                .containsExactly(
                        RUNNING + "127.0.0.1:" + port + "; clients need --command-config " + login,
                        "tracemill broker: one node without replicas, for trying things out");
    }

    @Test
    void onlyItsOwnerReadsTheLoginWithoutWhichNobodyIsLetIn() throws Exception {
        processes.awaitLog(broker(), RUNNING);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(login)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve("kafka"))))
                .isEqualTo("rwx------");
        String other = Files.readString(login).replaceAll("password=\"[0-9a-f]{4}", "password=\"ffff");
        Files.writeString(login, other);
        CommandLineRun stranger = command("topics", "verify");
        assertThat(stranger.code()).isEqualTo(1);
        assertThat(stranger.err()).contains("Authentication failed").hasLineCount(1);
    }

    @Test
    void whatKeepsItFromStartingIsOneLine() throws Exception {
        Process first = broker();
        processes.awaitLog(first, RUNNING);

        Process sameData = processes.start("broker", "--data", data.toString(), "--port", "1");
        Process samePort =
                processes.start("broker", "--data", dir.resolve("other").toString(), "--port", String.valueOf(port));

        assertThat(samePort.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(samePort.exitValue()).isEqualTo(1);
        assertThat(processes.log(samePort))
                .isEqualTo(
                        "tracemill: 127.0.0.1:" + port + " is in use by another process; choose another with --port\n");
        assertThat(sameData.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(sameData.exitValue()).isEqualTo(1);
        assertThat(processes.log(sameData)).isEqualTo("tracemill: " + data + ": another process uses this directory\n");

        Files.writeString(login, "security.protocol=PLAINTEXT\n");
        processes.terminate(first);
        Process withoutLogin = broker();
        assertThat(withoutLogin.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(processes.log(withoutLogin))
                .isEqualTo("tracemill: " + login + ": has no login of this broker; delete it to get a new one\n");
    }
}
