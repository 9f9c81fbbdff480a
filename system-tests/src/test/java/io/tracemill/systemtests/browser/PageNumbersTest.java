package io.tracemill.systemtests.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The numbers that people see in a page are those of {@code report --format json}. */
@ExtendWith(BrowserExtension.class)
class PageNumbersTest {

    private static final List<String> UNITS = List.of("ns", "us", "ms", "s");
    private static final List<String> PARTS =
            List.of("computing_ns", "exposed_communication_ns", "exposed_memcpy_ns", "idle_ns");

    private final Browser browser;
    private final PageFiles files;

    PageNumbersTest(Browser browser, PageFiles files) {
        this.browser = browser;
        this.files = files;
    }

    @BeforeEach
    void open() {
        browser.size(1280, 800);
    }

    @AfterEach
    void nothingIsWrong() {
        assertThat(browser.complaints()).isEmpty();
    }

    private void view(String name) {
        browser.open(files.one("#/trace/" + files.trace().get("trace_id").asText() + "/" + name));
    }

    @Test
    void theVerdictHasItsShare() {
        view("verdict");
        JsonNode verdict = first(files.trace().get("bottlenecks"));

        assertThat(verdict.get("bottleneck").asText()).isEqualTo("SYNC_BOUND");
        assertThat(browser.texts("h2.headline"))
                .containsExactly("Waiting: the device is idle " + percent(verdict.get("idle_pct")) + " of the time");
        assertThat(browser.texts(".causes li:not(.rest)"))
                .hasSameSizeAs(verdict.get("causes"))
                .first()
                .asString()
                .contains(percent(verdict.get("causes").get(0).get("share_pct")));
    }

    @Test
    void eachStepIsTheSumOfItsParts() {
        view("steps");
        List<JsonNode> steps = rows(files.trace().get("timeline"))
                .filter(row -> !row.get("step").isNull())
                .toList();
        List<String> shown = browser.texts("table.sums tbody td:not(.bar)");
        List<String> exact = browser.strings(
                "[...document.querySelectorAll('table.sums tbody td:not(.bar)')].map(one => one.title)");

        assertThat(shown).hasSize(steps.size() * (1 + PARTS.size()));
        assertThat(browser.texts("table.sums thead th").get(2)).isEqualTo("Window ms");
        for (int i = 0; i < steps.size(); i++) {
            int from = i * (1 + PARTS.size());
            List<BigDecimal> numbers = shown.subList(from, from + 1 + PARTS.size()).stream()
                    .map(BigDecimal::new)
                    .toList();
            BigDecimal sum = numbers.stream().skip(1).reduce(BigDecimal.ZERO, BigDecimal::add);
            assertThat(numbers.get(0)).isEqualByComparingTo(sum);
            assertThat(numbers.get(0))
                    .isEqualTo(rounded(steps.get(i).get("total_ns").longValue() / 1e6, 2));
            for (int part = 0; part < PARTS.size(); part++) {
                assertThat(exact.get(from + 1 + part))
                        .isEqualTo(steps.get(i).get(PARTS.get(part)).asText() + " ns");
            }
        }
    }

    @Test
    void theKernelsHaveTheirTimes() {
        view("kernels");
        List<JsonNode> kernels = rows(files.trace().get("kernels"))
                .sorted((a, b) -> Long.compare(
                        b.get("total_ns").longValue(), a.get("total_ns").longValue()))
                .toList();
        browser.click("button.more");
        browser.until("document.querySelectorAll('main tbody tr').length === arguments[0]", kernels.size());

        List<String> names = browser.strings(
                "[...document.querySelectorAll('main tbody th bdi')].map(one => one.title || one.innerText)");
        List<String> counts = browser.texts("main tbody td:nth-child(2)");
        List<String> times = browser.texts("main tbody td:nth-child(3)");
        for (int i = 0; i < kernels.size(); i++) {
            assertThat(counts.get(i).replace(",", ""))
                    .isEqualTo(kernels.get(i).get("count").asText());
            shows(times.get(i), kernels.get(i).get("total_ns").longValue());
        }
        assertThat(names.get(0)).isEqualTo(kernels.get(0).get("kernel").asText());
        assertThat(names)
                .containsExactlyInAnyOrderElementsOf(kernels.stream()
                        .map(kernel -> kernel.get("kernel").asText())
                        .toList());
        assertThat(browser.texts(".top li .number").get(0))
                .isEqualTo(percent(kernels.get(0).get("device_pct")));
    }

    @Test
    void whatWasReadAddsUp() {
        view("coverage");
        List<List<Long>> sums = new ArrayList<>();
        for (int table = 0; table < browser.all("table.ledger").size(); table++) {
            sums.add(browser
                    .strings(
                            "[...document.querySelectorAll('table.ledger')[arguments[0]]"
                                    + ".querySelectorAll('tr:not(.inside)')].map(row => row.cells[2].innerText)",
                            table)
                    .stream()
                    .map(text -> Long.parseLong(text.replace(",", "")))
                    .toList());
        }

        assertThat(sums)
                .hasSize(2)
                .allSatisfy(sum -> assertThat(
                                sum.stream().skip(1).mapToLong(Long::longValue).sum())
                        .isEqualTo(sum.get(0)));
        assertThat(sums.get(0))
                .startsWith(
                        files.trace().get("totals").get("events_read").longValue(),
                        files.trace().get("totals").get("published").longValue());
        assertThat(sums.get(1).get(0))
                .isEqualTo(files.trace().get("device_events").longValue());
    }

    @Test
    void theMemoryHasItsPeak() {
        view("memory");
        JsonNode peak = first(files.trace().get("memory").get("devices")).get("peak_allocated_bytes");

        assertThat(browser.texts("ul.lead li").get(0))
                .contains(rounded(peak.longValue() / 1e9, 1) + " GB allocated at the peak");
    }

    @Test
    void theComparisonHasItsChange() throws IOException {
        browser.open(files.diff(""));
        JsonNode diff = PageFiles.dataOf(files.diff("")).get("diff");
        JsonNode whole = rows(diff.get("changes"))
                .filter(change -> change.get("measure").asText().equals("length"))
                .findFirst()
                .orElseThrow();

        assertThat(browser.texts("h2.headline"))
                .containsExactly("No proven change of the step (+" + percent(whole.get("change_pct")) + ")");
        shows(
                browser.texts(".pair li .number").get(0),
                whole.get("before").get("mean_ns").longValue());
    }

    private static JsonNode first(JsonNode rows) {
        return rows.get(0);
    }

    private static Stream<JsonNode> rows(JsonNode rows) {
        return StreamSupport.stream(rows.spliterator(), false);
    }

    /** Share with one decimal, as the page and the text of a report write it. */
    private static String percent(JsonNode share) {
        return rounded(share.doubleValue(), 1) + " %";
    }

    private static BigDecimal rounded(double value, int decimals) {
        return new BigDecimal(value).setScale(decimals, RoundingMode.HALF_UP);
    }

    /** A text is that number of ns with three or four digits. */
    private static void shows(String text, long nanos) {
        String[] parts = text.split(" ", 2);
        BigDecimal shown = new BigDecimal(parts[0]);
        BigDecimal exact = BigDecimal.valueOf(nanos, 3 * UNITS.indexOf(parts[1]));
        assertThat(shown).as(text).isEqualTo(exact.setScale(shown.scale(), RoundingMode.HALF_UP));
    }
}
