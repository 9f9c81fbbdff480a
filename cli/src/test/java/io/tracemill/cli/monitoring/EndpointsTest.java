package io.tracemill.cli.monitoring;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tracemill.cli.monitoring.Endpoints.Page;
import io.tracemill.cli.terminal.Failure;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import picocli.CommandLine.TypeConversionException;

class EndpointsTest {

    private static final HttpAddress ANY = new HttpAddress("127.0.0.1", 0);

    @Test
    void answersWithItsPagesAndNothingElse() throws Exception {
        HttpAddress address;
        try (Endpoints endpoints = Endpoints.at(ANY)) {
            endpoints.serve(Map.of("/live", () -> Page.of(200, "ok"), "/ready", () -> {
                throw new IllegalStateException("no idea");
            }));
            address = endpoints.address();
            assertThat(ServicePages.get(address, "/live")).isEqualTo(new ServicePages.Answer(200, "ok\n"));
            assertThat(ServicePages.get(address, "/ready"))
                    .isEqualTo(new ServicePages.Answer(
                            500, "/ready cannot be shown: java.lang.IllegalStateException: no idea\n"));
            assertThat(ServicePages.get(address, "/"))
                    .isEqualTo(new ServicePages.Answer(404, "there is no /, only /live, /ready\n"));
            assertThat(ServicePages.send(address, "/live", "POST"))
                    .isEqualTo(new ServicePages.Answer(405, "/live is read-only\n"));
            assertThat(ServicePages.send(address, "/live", "HEAD")).isEqualTo(new ServicePages.Answer(200, ""));
        }
        assertThatThrownBy(() -> ServicePages.get(address, "/live")).isInstanceOf(ConnectException.class);
    }

    @Test
    void givesItsPortBackIfItNeverServed() throws Exception {
        HttpAddress address;
        try (Endpoints endpoints = Endpoints.at(ANY)) {
            address = endpoints.address();
        }
        try (Endpoints again = Endpoints.at(address)) {
            assertThat(again.address()).isEqualTo(address);
        }
    }

    @Test
    @Timeout(60)
    void requestsThatNeverEndHoldUpNobody() throws Exception {
        List<Socket> halfOpen = new ArrayList<>();
        try (Endpoints endpoints = Endpoints.at(ANY)) {
            endpoints.serve(Map.of("/live", () -> Page.of(200, "ok")));
            for (int i = 0; i < 32; i++) {
                halfOpen.add(halfOpen(endpoints.address()));
            }

            long begin = System.nanoTime();
            assertThat(ServicePages.get(endpoints.address(), "/live")).isEqualTo(new ServicePages.Answer(200, "ok\n"));
            assertThat(System.nanoTime() - begin).isLessThan(4_000_000_000L);
        } finally {
            for (Socket socket : halfOpen) {
                socket.close();
            }
        }
    }

    private static Socket halfOpen(HttpAddress address) throws IOException {
        Socket socket = new Socket(address.host(), address.port());
        socket.getOutputStream().write("GET /live HTTP/1.1\r\nHost: ".getBytes(US_ASCII));
        return socket;
    }

    /** The JDK reads its time-outs once, so that a server that another test started could have set none. */
    @Test
    @Timeout(60)
    void requestsThatNeverEndAreGivenUp() throws Exception {
        Process server = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        GivingUp.class.getName())
                .inheritIO()
                .start();

        assertThat(server.waitFor()).isZero();
    }

    /** A server whose only request never ends, so that the client reads an end in place of an answer. */
    static final class GivingUp {

        private GivingUp() {}

        public static void main(String[] args) throws IOException {
            try (Endpoints endpoints = Endpoints.at(ANY)) {
                endpoints.serve(Map.of("/live", () -> Page.of(200, "ok")));
                try (Socket socket = halfOpen(endpoints.address())) {
                    int read = socket.getInputStream().read();
                    if (read >= 0) {
                        throw new IllegalStateException("read " + read);
                    }
                }
            }
        }
    }

    @Test
    void aPortThatIsTakenIsNamedWithWhatToDo() throws IOException {
        try (Endpoints first = Endpoints.at(ANY)) {
            assertThatThrownBy(() -> Endpoints.at(first.address()))
                    .isInstanceOf(Failure.class)
                    .hasMessage(first.address() + " is in use by another process; choose another with --http");
        }
    }

    @Test
    void anAddressOfAnotherComputerIsRejected() {
        assertThatThrownBy(() -> Endpoints.at(new HttpAddress("192.0.2.1", 0)))
                .hasMessage("192.0.2.1:0 is not an address of this machine; choose another with --http");
    }

    @Test
    void addressesAreReadAndWrittenAlike() {
        HttpAddress.Converter converter = new HttpAddress.Converter();
        for (String text : new String[] {"127.0.0.1:9470", "[::1]:0", "localhost:65535", "off"}) {
            assertThat(converter.convert(text)).hasToString(text);
        }
        for (String text : new String[] {"9470", "localhost", "::1:80", "localhost:65536", ""}) {
            assertThatThrownBy(() -> converter.convert(text))
                    .isInstanceOf(TypeConversionException.class)
                    .hasMessage("must be HOST:PORT or off but was \"" + text + "\"");
        }
    }
}
