package io.tracemill.cli.receive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tracemill.cli.http.Keystore;
import io.tracemill.cli.http.TlsKeys;
import io.tracemill.cli.monitoring.HttpAddress;
import io.tracemill.cli.terminal.Failure;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Certificates and files of tokens. */
@Timeout(60)
class ProtectedDoorTest extends AtADoor {

    private static final String PASSWORD = "only for this test";
    private static final String HASH = "a".repeat(64);

    @Test
    void aNewCertificateCountsWithoutARestart() throws Exception {
        Path keystore = Keystore.create(dir.resolve("server.p12"), PASSWORD);
        Path password = Files.writeString(dir.resolve("password"), PASSWORD);
        byte[] trace = Traces.named("x");
        ReceiveSettings.Access access =
                new ReceiveSettings.Access(Optional.of(TlsKeys.read(keystore, password)), Optional.empty(), false);
        try (ReceiveServer encrypted = open(LIMITS, access)) {
            assertThat(trusting(encrypted, keystore).put("/api/runs/main/traces", trace))
                    .startsWith("200 ");

            Keystore.create(keystore, PASSWORD);
            await(() -> isTrusted(trusting(encrypted, keystore)));
        }
    }

    private static Client trusting(ReceiveServer server, Path keystore) throws Exception {
        return new Client(
                server,
                "",
                HttpClient.newBuilder()
                        .sslContext(Keystore.trust(keystore, PASSWORD))
                        .build());
    }

    private static boolean isTrusted(Client client) throws Exception {
        try {
            return client.get("/api/uploads/1").startsWith("404 ");
        } catch (SSLException e) {
            return false; // the old certificate
        }
    }

    @Test
    void aDoorIsNotOpenToOtherComputersByAccident() {
        ReceiveSettings.Access open = new ReceiveSettings.Access(Optional.empty(), Optional.empty(), false);
        HttpAddress everywhere = new HttpAddress("0.0.0.0", 9490);

        assertThatThrownBy(() -> new ReceiveSettings(everywhere, open, LIMITS, dir))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("--listen 0.0.0.0:9490 is open to other computers: --tls-keystore and --tokens must protect"
                        + " it (--insecure if the network does)");
        assertThat(new ReceiveSettings(
                                everywhere,
                                new ReceiveSettings.Access(Optional.empty(), Optional.empty(), true),
                                LIMITS,
                                dir)
                        .address())
                .isEqualTo(everywhere);
    }

    @Test
    void aFileOfTokensThatIsNotAsItMustBeIsRefused() throws Exception {
        refused("", "holds no token, expected lines such as " + TokenLine.EXAMPLE);
        refused(
                "lab scopes=traces",
                "line 1: sha256 must be 64 lower-case hexadecimal digits, such as sha256sum prints; expected "
                        + TokenLine.EXAMPLE);
        refused(
                "# all\nlab sha256=" + HASH + " scopes=write",
                "line 2: scopes must be some of traces, metrics; expected " + TokenLine.EXAMPLE);
        refused(
                "lab sha256=" + HASH + " scopes=traces colour=red",
                "line 1: unknown word colour; expected " + TokenLine.EXAMPLE);
        refused(
                "a sha256=" + HASH + " scopes=traces\nb sha256=" + HASH + " scopes=traces",
                "line 2: another line has the same token");
    }

    private void refused(String text, String why) throws Exception {
        Path file = Files.writeString(dir.resolve("tokens"), text);
        assertThatThrownBy(() -> TokenFile.read(file))
                .isInstanceOf(Failure.class)
                .hasMessage(file + ": " + why);
    }

    @Test
    void aGlobMatchesNamesOfItsForm() {
        assertThat(new Glob("lab-*").matches("lab-")).isTrue();
        assertThat(new Glob("*a*b?").matches("xaabbc")).isTrue();
        assertThat(new Glob("*a*b?").matches("xaab")).isFalse();
        assertThat(new Glob("a.c").matches("abc")).isFalse();
        assertThat(new Glob("*").matches("")).isTrue();
        assertThat(new Glob("?").matches("")).isFalse();
        assertThat(new Glob("*a".repeat(40)).matches("a".repeat(39))).isFalse();
    }
}
