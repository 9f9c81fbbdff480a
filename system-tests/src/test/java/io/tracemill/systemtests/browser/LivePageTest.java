package io.tracemill.systemtests.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.cli.live.LiveFeed;
import io.tracemill.cli.live.LiveFollower;
import io.tracemill.cli.live.LivePicture;
import io.tracemill.cli.monitoring.HttpAddress;
import io.tracemill.cli.page.PageSettings;
import io.tracemill.cli.report.ReportSettings;
import io.tracemill.cli.serve.PageServer;
import io.tracemill.cli.serve.ServeSettings;
import io.tracemill.embeddedkafka.EmbeddedKafka;
import io.tracemill.schemas.AlertLevel;
import io.tracemill.schemas.AlertState;
import io.tracemill.schemas.Topics;
import io.tracemill.schemas.wording.Language;
import io.tracemill.systemtests.CommandProcesses;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The pages that follow topics. */
@ExtendWith(BrowserExtension.class)
@Timeout(600)
class LivePageTest {

    private static final Topics TOPICS = new Topics("live.", 2, (short) 1);
    private static final int NODES = 1_000;

    private final Browser browser;
    private final List<String> failures = new CopyOnWriteArrayList<>();

    @TempDir
    private Path dir;

    private EmbeddedKafka kafka;
    private Map<String, Object> client;
    private LiveFeed feed;
    private LiveFollower follower;
    private PageServer server;

    LivePageTest(Browser browser) {
        this.browser = browser;
    }

    @BeforeEach
    void start() throws Exception {
        kafka = EmbeddedKafka.start(dir.resolve("broker"));
        client = Map.of("bootstrap.servers", kafka.bootstrapServers());
        try (Admin admin = Admin.create(client)) {
            TOPICS.create(admin);
        }
        feed = new LiveFeed(new LivePicture());
        follower = LiveFollower.start(new LiveFollower.Source(TOPICS, client, failures::add), feed, Clock.systemUTC());
        server = serve(new HttpAddress("127.0.0.1", 0));
        browser.size(1280, 1000);
    }

    private PageServer serve(HttpAddress address) throws IOException {
        return PageServer.start(
                new ServeSettings(
                        Optional.empty(),
                        address,
                        new ServeSettings.Access(Optional.empty(), Optional.empty(), Set.of()),
                        new PageSettings(
                                "tracemill test",
                                PageSettings.Source.SERVE,
                                new ReportSettings(15, Language.EN),
                                Set.of()),
                        dir),
                Optional.of(feed));
    }

    @AfterEach
    void stop() throws Exception {
        browser.run("location.replace('about:blank')");
        server.close();
        follower.close();
        kafka.close();
    }

    private URI at(String hash) {
        return URI.create(server.url() + hash);
    }

    private String count(int tile) {
        return browser.texts(".counts dd").get(tile);
    }

    @Test
    void aThousandNodesAreDrawnOnceAndThenWhatChanges() {
        browser.open(at(""));
        assertThat(browser.texts(".lede")).contains("Nothing has been heard of any node yet.");
        try (FleetRecords records = new FleetRecords(TOPICS, client)) {
            records.placed("pretrain", 0, 64);
            records.minute(NODES, 1);
            records.progress();
            browser.until("document.querySelectorAll('.nodes li').length === 1000");
            browser.until("document.querySelector('.live-state').textContent === 'Up to date.'");
            assertThat(count(2)).isEqualTo("8,000");

            browser.run("window.kept = document.querySelector('[data-node=n500]'); window.slow = 0;"
                    + " new PerformanceObserver(list => list.getEntries().forEach(one =>"
                    + " { window.slow = Math.max(window.slow, one.duration); })).observe({type: 'longtask'});");
            records.alert(7, AlertState.FIRING, AlertLevel.CRITICAL);
            records.alert(8, AlertState.FIRING, AlertLevel.WARNING);
            browser.until("document.querySelectorAll('.node-critical').length === 1"
                    + " && document.querySelectorAll('.node-warning').length === 1");
            assertThat(browser.ask("window.kept === document.querySelector('[data-node=n500]')"))
                    .isEqualTo(true);
            records.minute(NODES, 0);
            browser.until("document.querySelector('[data-node=n999]') !== null && window.kept.isConnected === false");
            assertThat(((Number) browser.ask("window.slow")).doubleValue())
                    .as("longest task of the page, in ms")
                    .isLessThan(1_000);

            browser.click(".picture-tools input[type=search]");
            browser.type("n7");
            browser.until("document.querySelectorAll('.nodes li').length === 111");
            browser.click("[data-node=n7]");
            assertThat(browser.texts(".node-detail h3")).containsExactly("n7");
            assertThat(browser.texts(".node-detail tbody tr"))
                    .hasSize(8)
                    .first()
                    .asString()
                    .contains("critical");
            browser.size(390, 844);
            assertThat(browser.violations()).isEmpty();
        }
    }

    @Test
    void alertsComeAndEnd() {
        browser.open(at("#/fleet/alerts"));
        try (FleetRecords records = new FleetRecords(TOPICS, client)) {
            records.placed("pretrain", 0, 2);
            records.minute(4, 1);
            records.alert(3, AlertState.FIRING, AlertLevel.CRITICAL);
            records.alert(0, AlertState.FIRING, AlertLevel.WARNING);
            browser.until("document.querySelectorAll('.alert').length === 2");
            assertThat(browser.texts(".alert-head strong")).containsExactly("n3/GPU-0", "n0/GPU-0");
            assertThat(browser.texts(".alert").get(0)).contains("92.5, limit 90.0", "What to do: Look for blocked air");
            assertThat(browser.violations()).isEmpty();

            browser.choose(".picture-tools select", "pretrain");
            assertThat(browser.texts(".alert-head strong")).containsExactly("n0/GPU-0");
            records.alert(0, AlertState.RESOLVED, AlertLevel.WARNING);
            browser.until("document.querySelector('.alert-ended') !== null");
            assertThat(browser.texts("h2")).contains("Open: 0", "Ended within the last hour: 1");
            assertThat(browser.texts(".alert-time").get(0)).contains("it is right again");
        }
    }

    @Test
    void aLostServerIsSaidAndFoundAgain() throws Exception {
        browser.open(at("#/fleet"));
        try (FleetRecords records = new FleetRecords(TOPICS, client)) {
            records.minute(2, 1);
            browser.until("document.querySelectorAll('.nodes li').length === 2");
            HttpAddress address = server.address();
            server.close();
            browser.until("document.querySelector('.live-bad')?.textContent.startsWith('The connection') === true");
            assertThat(browser.all(".nodes li")).hasSize(2);
            records.minute(3, 0);
            server = serve(address);
            browser.until("document.querySelectorAll('.nodes li').length === 3"
                    + " && document.querySelector('.live-bad') === null");
        }
        browser.complaints();
    }

    @Test
    void aSimulatedRunIsFollowed() throws Exception {
        String sim = dir.resolve("sim").toString();
        String options = "--fleet pretrain-7 --ranks 16 --per-node 8 --minutes 30 --steps 8 --seed 3";
        PageFiles.run(("generate " + sim + " " + options + " --fault thermal-throttling").split(" ", -1));
        CommandProcesses services = new CommandProcesses(Files.createDirectories(dir.resolve("logs")));
        String cluster = " --prefix live. --bootstrap-server " + kafka.bootstrapServers();
        try {
            browser.open(at(""));
            services.start(("stream" + cluster).split(" ", -1));
            services.start(("ingest " + sim + "/telemetry " + sim + "/traces" + cluster).split(" ", -1));
            CommandProcesses.awaitTrue(
                    () -> browser.texts("tbody tr").stream().anyMatch(row -> row.contains("thermal throttling")));
            assertThat(browser.texts(".nodes .node-name")).contains("gpu-0041", "gpu-0042");
            browser.click("tbody th a");
            browser.untilTitle("pretrain-7 - Tracemill");
            theRunIsShown();
        } finally {
            services.killAll();
        }
        assertThat(failures).isEmpty();
    }

    private void theRunIsShown() {
        browser.await("canvas[aria-label^='Steps of each rank']");
        assertThat(browser.texts("section p")).anyMatch(text -> text.contains("was last: the others wait for it"));
        assertThat(browser.texts(".alert").get(0)).contains("too hot", "What to do:");
        browser.await(".lane");
        assertThat(browser.texts(".lane figcaption")).anyMatch(text -> text.startsWith("Clock: 16 devices"));
        assertThat(browser.violations()).isEmpty();
        browser.size(390, 844);
        assertThat(browser.ask("document.documentElement.scrollWidth"))
                .isEqualTo(browser.ask("document.documentElement.clientWidth"));
    }
}
