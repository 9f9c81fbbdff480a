package io.tracemill.systemtests.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A step leaves the page as a file, or to Perfetto if a person asks for it. */
@ExtendWith(BrowserExtension.class)
class PagePerfettoTest {

    private static final String PERFETTO = "https://ui.perfetto.dev";
    private static final String STATUS = ".hand-over .chart-status";

    private final Browser browser;
    private final PageFiles files;

    PagePerfettoTest(Browser browser, PageFiles files) {
        this.browser = browser;
        this.files = files;
    }

    @BeforeEach
    void open() {
        browser.size(1280, 800);
        browser.open(files.one("#/trace/" + files.trace().get("trace_id").asText() + "/timeline"));
    }

    @Test
    void theDownloadHoldsTheEventsOfTheStep() throws IOException {
        JsonNode step = PageFiles.dataOf(files.one(""))
                .get("pictures")
                .elements()
                .next()
                .get("devices")
                .get(0)
                .get("steps")
                .get(0);
        browser.click(".hand-over .tools button:nth-child(2)");
        JsonNode trace = new ObjectMapper()
                .readTree(browser.downloaded("before-rank0-step" + step.get("step") + ".json")
                        .toFile());

        assertThat(events(trace, "gap", false)).isEqualTo(expected(step, step.get("spans")));
        assertThat(events(trace, "gap", true))
                .hasSize(step.get("gaps").get("start_ns").size());
        assertThat(browser.complaints()).isEmpty();
        assertThat(browser.windows()).hasSize(1);
    }

    /** Name, start and length in ns of the events of a Chrome trace. */
    private static List<String> events(JsonNode trace, String category, boolean isOf) {
        List<String> events = new ArrayList<>();
        for (JsonNode event : trace.get("traceEvents")) {
            if (event.get("ph").asText().equals("X")
                    && event.path("cat").asText().equals(category) == isOf) {
                events.add(event.get("name").asText() + " " + nanos(event.get("ts")) + " " + nanos(event.get("dur")));
            }
        }
        return events;
    }

    private static String nanos(JsonNode micros) {
        return new BigDecimal(micros.asText())
                .movePointRight(3)
                .stripTrailingZeros()
                .toPlainString();
    }

    private static List<String> expected(JsonNode step, JsonNode spans) {
        List<String> events = new ArrayList<>();
        for (int i = 0; i < spans.get("name").size(); i++) {
            events.add(
                    step.get("names").get(spans.get("name").get(i).intValue()).asText() + " "
                            + (step.get("start_ns").longValue()
                                    + spans.get("start_ns").get(i).longValue()) + " "
                            + spans.get("duration_ns").get(i));
        }
        return events;
    }

    @Test
    void aClickOpensPerfettoAndItsSilenceIsTold() {
        assertThat(browser.texts(".hand-over")).first().asString().contains("it needs the network");
        assertThat(browser.windows()).hasSize(1);

        browser.click(".hand-over .tools button:nth-child(1)");
        assertThat(browser.texts(STATUS)).containsExactly("Waiting for Perfetto.");
        assertThat(browser.windows()).hasSize(2).last().asString().startsWith(PERFETTO);
        browser.closeOthers();
        browser.until("document.querySelector(arguments[0]).textContent.startsWith('Perfetto did not answer')", STATUS);
        browser.complaints();
    }

    @Test
    void nothingIsSentToAnyOtherOrigin() {
        browser.run("window.sent = []; window.open = url => { sent.push(url);"
                + " return {closed: false, postMessage: (what, to) => sent.push(what, to)}; }");
        browser.click(".hand-over .tools button:nth-child(1)");
        browser.until("window.sent.length > 4");
        browser.run("window.postMessage('PONG', '*')");

        assertThat(browser.strings("window.sent").get(0)).isEqualTo(PERFETTO);
        assertThat(browser.strings("[...new Set(window.sent.slice(1))]")).containsExactly("PING", PERFETTO);
        assertThat(browser.texts(STATUS)).containsExactly("Waiting for Perfetto.");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    void aBlockedWindowIsTold() {
        browser.run("window.open = () => null");
        browser.click(".hand-over .tools button:nth-child(1)");

        browser.until("document.querySelector(arguments[0]).textContent.startsWith('The browser let no')", STATUS);
        assertThat(browser.complaints()).isEmpty();
    }
}
