package io.tracemill.systemtests.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Every view of a page from disk opens by its link and by its address, and is sound in both sizes and colours. */
@ExtendWith(BrowserExtension.class)
class PageViewsTest {

    private static final List<String> OF_A_TRACE = List.of(
            "verdict",
            "steps",
            "timeline",
            "kernels",
            "operators",
            "icicle",
            "roofline",
            "memory",
            "collectives",
            "coverage");

    private final Browser browser;
    private final PageFiles files;

    PageViewsTest(Browser browser, PageFiles files) {
        this.browser = browser;
        this.files = files;
    }

    @AfterEach
    void nothingIsWrong() {
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void theViewsOfATrace() {
        opens(files.one(""), OF_A_TRACE);
    }

    @Test
    void theViewsOfARun() {
        String run =
                "#/run/" + PageFiles.BEFORE + "/" + files.trace().get("date").asText();
        opens(files.report(run), List.of("overview", "heat", "collectives"));
    }

    @Test
    void theViewsOfAComparison() {
        opens(files.diff(""), List.of());
    }

    @Test
    void theListOfRuns() {
        opens(files.report(""), List.of());
        assertThat(browser.texts("tbody tr")).hasSize(2);

        browser.click("tbody a[href*='before']");
        browser.untilHeading("Overview");
        browser.click("main tbody a[href*='trace']");
        browser.untilHeading("Verdict");
        assertThat(browser.texts("nav.crumbs li")).startsWith("Tracemill", PageFiles.BEFORE);
        browser.untilTitle("before, rank 0 - Tracemill");
        browser.choose("nav.crumbs select", "rank 1");
        browser.untilTitle("before, rank 1 - Tracemill");
        browser.history().back();
        browser.untilTitle("before, rank 0 - Tracemill");
        browser.history().back();
        browser.untilHeading("Overview");
        browser.history().forward();
        browser.untilHeading("Verdict");
    }

    @Test
    void theSameFileHoldsAllTraces() {
        String trace = "#/trace/" + files.trace().get("trace_id").asText() + "/";
        browser.size(1280, 800);
        for (String view : OF_A_TRACE) {
            browser.open(files.report(trace + view));
            assertThat(browser.all("section.view-" + view)).as(view).hasSize(1);
        }
    }

    @Test
    void allViewsPrint() {
        browser.size(1280, 800);
        browser.open(files.one(""));
        browser.ask("window.dispatchEvent(new Event('beforeprint'))");

        assertThat(browser.all("section.view")).hasSize(OF_A_TRACE.size());
        assertThat(browser.all("main [role=alert]")).isEmpty();
        browser.ask("window.dispatchEvent(new Event('afterprint'))");
        assertThat(browser.all("section.view")).hasSize(1);
    }

    /** Opens the page, then each of its views by its link, and each by its address, and looks at it. */
    private void opens(URI page, List<String> views) {
        browser.size(1280, 800);
        browser.open(page);
        sound(page);
        List<String> addresses = new ArrayList<>();
        for (String view : views) {
            browser.click("#views a[href$='/" + view + "']");
            browser.untilHeading(browser.await("#views [aria-current=page]").getText());
            assertThat(browser.all("section.view-" + view)).as(view).hasSize(1);
            addresses.add(browser.ask("location.href").toString());
        }
        assertThat(browser.all("#views a")).hasSameSizeAs(views);
        for (int i = 0; i < views.size(); i++) {
            browser.open(URI.create(addresses.get(i)));
            assertThat(browser.all("section.view-" + views.get(i)))
                    .as(addresses.get(i))
                    .hasSize(1);
            sound(URI.create(addresses.get(i)));
        }
    }

    /** Nothing seriously wrong for those who cannot see well, nothing too wide for a phone, and nothing asked for. */
    private void sound(URI page) {
        for (int width : List.of(390, 1280)) {
            browser.size(width, 844);
            for (String scheme : List.of("light", "dark")) {
                browser.prefer(scheme);
                assertThat(browser.violations())
                        .as(page + " " + width + " " + scheme)
                        .isEmpty();
            }
            assertThat(browser.ask("document.documentElement.scrollWidth"))
                    .as(page + " " + width)
                    .isEqualTo(browser.ask("document.documentElement.clientWidth"));
        }
        browser.prefer("light");
        assertThat(browser.all("main [role=alert]")).isEmpty();
        assertThat(browser.requests()).allMatch(url -> url.startsWith("file:") || url.equals("about:blank"));
    }
}
