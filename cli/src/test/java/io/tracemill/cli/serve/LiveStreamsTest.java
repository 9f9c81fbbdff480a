package io.tracemill.cli.serve;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.cli.live.LiveFeed;
import io.tracemill.cli.live.LivePicture;
import io.tracemill.cli.monitoring.HttpAddress;
import io.tracemill.schemas.Placement;
import io.tracemill.schemas.PlacementSource;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD) // a read of a socket ends for no interrupt
class LiveStreamsTest {

    /** Events of 400 kB each: far more than the feed keeps and the sockets take. */
    private static final int ROUNDS = 200;

    private static final int DEVICES = 200;

    private static final String HEAD = "GET /api/live HTTP/1.1\r\nHost: 127.0.0.1\r\n";

    @TempDir
    private Path dir;

    private final LivePicture picture = new LivePicture();
    private final LiveFeed feed = new LiveFeed(picture);
    private PageServer server;

    @BeforeEach
    void start() throws IOException {
        server = PageServer.start(
                new ServeSettings(
                        Optional.empty(),
                        new HttpAddress("127.0.0.1", 0),
                        new ServeSettings.Access(Optional.empty(), Optional.empty(), Set.of()),
                        Browser.page(),
                        dir),
                Optional.of(feed));
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
        assertThat(feed.following()).isZero();
    }

    private void place(String device, String run) {
        Placement placement = new Placement();
        placement.setNode("n1");
        placement.setDevice(device);
        placement.setRun(run);
        placement.setDate("2026-11-30");
        placement.setHow(PlacementSource.TABLE);
        picture.note(placement, 0);
        feed.publish();
    }

    private static BufferedReader reader(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
    }

    /** The next event: its lines but for sizes of chunks and comments. */
    private static List<String> event(BufferedReader in) throws IOException {
        List<String> lines = new ArrayList<>();
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (line.startsWith("id: ") || line.startsWith("event: ") || line.startsWith("data: ")) {
                lines.add(line);
            }
            if (line.startsWith("data: ")) {
                break;
            }
        }
        return lines;
    }

    @Test
    void aBrowserGetsAllFirstThenWhatChangesAndGoesOnWhereItWas() throws Exception {
        place("0", "first");
        String id;
        try (Socket socket = Browser.connect(server, HEAD + "\r\n")) {
            BufferedReader in = reader(socket);
            assertThat(in.readLine()).isEqualTo("HTTP/1.1 200 OK");
            List<String> whole = event(in);
            assertThat(whole.get(1)).isEqualTo("event: whole");
            assertThat(whole.get(2)).contains("\"run\":\"first\"");
            place("1", "second");
            List<String> change = event(in);
            assertThat(change.get(1)).isEqualTo("event: change");
            assertThat(change.get(2)).contains("\"run\":\"second\"").doesNotContain("first");
            id = change.get(0).substring("id: ".length());
        }
        place("2", "third");
        try (Socket socket = Browser.connect(server, HEAD + "Last-Event-ID: " + id + "\r\n\r\n")) {
            assertThat(event(reader(socket)).get(2)).contains("third").doesNotContain("second");
        }
        try (Socket socket = Browser.connect(server, HEAD + "Last-Event-ID: 0123456789ab-1\r\n\r\n")) {
            assertThat(event(reader(socket)).get(1)).isEqualTo("event: whole");
        }
    }

    @Test
    void aBrowserThatReadsNothingIsGivenUpOnceItsNextEventIsGone() throws Exception {
        place("0", "first");
        try (Socket socket = Browser.connect(server, HEAD + "\r\n")) {
            await(1);
            for (int round = 0; round < ROUNDS; round++) {
                for (int device = 0; device < DEVICES; device++) {
                    placeQuietly(device, round);
                }
                feed.publish();
            }
            drain(socket);
        }
        await(0);
        assertThat(feed.slow()).isEqualTo(1);
    }

    private void placeQuietly(int device, int round) {
        Placement placement = new Placement();
        placement.setNode("n2");
        placement.setDevice(Integer.toString(device));
        placement.setRun(round + "y".repeat(1_900));
        placement.setDate("2026-11-30");
        placement.setHow(PlacementSource.TABLE);
        picture.note(placement, 0);
    }

    private static void drain(Socket socket) throws IOException {
        byte[] buffer = new byte[1 << 16];
        while (socket.getInputStream().read(buffer) >= 0) {
            // What was on its way is read until the server ends the connection.
        }
    }

    @Test
    void noMoreThanSoManyMayFollow() throws Exception {
        List<Socket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < LiveStreams.MOST; i++) {
                sockets.add(Browser.connect(server, HEAD + "\r\n"));
            }
            await(LiveStreams.MOST);
            assertThat(Browser.at(server).get("/api/live"))
                    .isEqualTo("503 {\"error\":\"too many browsers follow the fleet; try again later\"}");
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }

    private void await(int following) {
        while (feed.following() != following) {
            LockSupport.parkNanos(1_000_000);
        }
    }

    @Test
    void thePageKnowsWhatIsServed() throws Exception {
        Browser browser = Browser.at(server);
        assertThat(browser.get("/api/about")).isEqualTo("200 {\"archive\":false,\"live\":true}");
        assertThat(browser.get("/api/live/run?run=a&date=2026-11-30")).isEqualTo("200 {\"ranks\":[],\"devices\":{}}");
        assertThat(browser.send("HEAD", "/api/live", "", Map.of()).statusCode()).isEqualTo(405);
    }
}
