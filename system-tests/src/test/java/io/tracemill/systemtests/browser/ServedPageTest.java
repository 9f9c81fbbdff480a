package io.tracemill.systemtests.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tracemill.cli.monitoring.HttpAddress;
import io.tracemill.cli.page.PageSettings;
import io.tracemill.cli.report.ReportSettings;
import io.tracemill.cli.serve.PageServer;
import io.tracemill.cli.serve.ServeSettings;
import io.tracemill.schemas.wording.Language;
import io.tracemill.systemtests.CommandProcesses;
import io.tracemill.systemtests.StepTraces;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The same views over an archive that a server shows. */
@ExtendWith(BrowserExtension.class)
class ServedPageTest {

    @TempDir
    private static Path dir;

    private static PageServer server;

    private final Browser browser;
    private final PageFiles files;

    ServedPageTest(Browser browser, PageFiles files) {
        this.browser = browser;
        this.files = files;
    }

    @BeforeAll
    static void serve(PageFiles files) throws IOException {
        Path archive = dir.resolve("archive");
        try (Stream<Path> all = Files.walk(files.data())) {
            for (Path file : all.toList()) {
                Files.copy(file, archive.resolve(files.data().relativize(file).toString()));
            }
        }
        server = PageServer.start(
                new ServeSettings(
                        Optional.of(archive),
                        new HttpAddress("127.0.0.1", 0),
                        new ServeSettings.Access(Optional.empty(), Optional.empty(), Set.of()),
                        new PageSettings(
                                "tracemill test",
                                PageSettings.Source.SERVE,
                                new ReportSettings(15, Language.EN),
                                Set.of()),
                        dir.resolve("temp")),
                Optional.empty());
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    @BeforeEach
    void size() {
        browser.size(1280, 800);
    }

    @AfterEach
    void nothingIsWrong() {
        assertThat(browser.complaints()).isEmpty();
        assertThat(browser.requests()).allMatch(url -> url.startsWith(at("").toString()) || url.equals("about:blank"));
    }

    private static URI at(String hash) {
        return URI.create("http://" + server.address() + "/" + hash);
    }

    private String run() {
        return "#/run/" + PageFiles.BEFORE + "/" + files.trace().get("date").asText();
    }

    private String trace() {
        return "#/trace/" + files.trace().get("trace_id").asText();
    }

    @Test
    void theListOfRunsIsSearchedAndSorted() {
        browser.open(at(""));
        assertThat(browser.texts("tbody .label-chip")).contains("side=before", "side=after");
        browser.click("thead th:nth-child(2) button");
        browser.click("thead th:nth-child(2) button");
        assertThat(browser.await("thead th:nth-child(2)").getDomAttribute("aria-sort"))
                .isEqualTo("descending");
        assertThat(browser.texts("tbody td:nth-child(2), tbody th").get(0)).isNotEqualTo(PageFiles.AFTER);

        browser.click("input[type=search]");
        browser.type("side=after");
        browser.until("document.querySelector('.tally').textContent.startsWith('1 ')");
        assertThat(browser.texts("tbody a")).containsExactly(PageFiles.AFTER);
        browser.click("tbody a");
        browser.untilHeading("Overview");
        browser.history().back();
        browser.untilHeading("Runs");
        browser.history().forward();
        browser.untilHeading("Overview");
    }

    @Test
    void twoChosenRunsAreCompared() {
        browser.open(at(""));
        browser.click("input[aria-label='Compare before']");
        browser.click("input[aria-label='Compare after']");
        browser.click(".compare a");

        browser.untilHeading("Comparison");
        assertThat(browser.ask("location.hash")).asString().contains(PageFiles.BEFORE, PageFiles.AFTER);
        assertThat(browser.texts("h2.headline").get(0)).contains("of the step");
    }

    @Test
    void eachViewOpensByItsAddress() {
        for (String subject : List.of("", run(), trace(), "#/diff/" + PageFiles.BEFORE + "/" + PageFiles.AFTER)) {
            browser.open(at(subject));
            for (String view : browser.strings("[...document.querySelectorAll('#views a')].map(one => one.hash)")) {
                browser.open(at(view));
                assertThat(browser.all("main section.view")).as(view).hasSize(1);
                assertThat(browser.all("main [role=alert]")).as(view).isEmpty();
            }
            browser.size(390, 844);
            assertThat(browser.violations()).as(subject).isEmpty();
            assertThat(browser.ask("document.documentElement.scrollWidth"))
                    .as(subject)
                    .isEqualTo(browser.ask("document.documentElement.clientWidth"));
            browser.size(1280, 800);
        }
        browser.open(at(trace()));
        assertThat(browser.all("#views a")).hasSize(10);
    }

    @Test
    void anyStepIsFetchedAndCanBeTaken() throws IOException {
        browser.open(at(trace() + "/timeline"));
        browser.choose(".step-place select", "step " + files.lastStep());
        browser.await("canvas[role=application][aria-label^='Events of step " + files.lastStep() + ",']");
        assertThat(browser.requests()).anyMatch(url -> url.contains("/api/step?"));

        browser.click(".hand-over button:nth-of-type(2)");
        Path cut = browser.downloaded(files.trace().get("run").asText() + "-rank"
                + files.trace().get("rank").asText() + "-step" + files.lastStep() + ".json.gz");
        try (InputStream in = new GZIPInputStream(Files.newInputStream(cut))) {
            assertThat(new ObjectMapper().readTree(in).findValuesAsText("name"))
                    .contains("ProfilerStep#" + files.lastStep());
        }
    }

    @Test
    void whatIsNotThereIsSaid() {
        browser.open(at("#/trace/0123456789abcdef0123456789abcdef"));
        assertThat(browser.texts("main [role=alert]")).first().asString().startsWith("This cannot be shown: ");
        browser.click("main a");
        browser.untilHeading("Runs");
        assertThat(browser.complaints()).allMatch(line -> line.contains("404"));
    }

    @Test
    void aNewTraceAppears() throws IOException {
        browser.open(at(run()));
        Path traces =
                new StepTraces(List.of("aten::mm"), 3, (rank, step, operator) -> 7_000).write(dir.resolve("later"), 1);
        PageFiles.run(
                "analyze",
                traces.toString(),
                "--run",
                "later",
                "--quiet",
                "--out",
                dir.resolve("archive").toString());

        CommandProcesses.awaitTrue(() -> {
            browser.open(at(""));
            return !browser.all("tbody a[href*='/later/']").isEmpty();
        });
        browser.click("tbody a[href*='/later/']");
        browser.untilTitle("later - Tracemill");
        assertThat(browser.texts("main h2.headline")).hasSize(1);
    }
}
