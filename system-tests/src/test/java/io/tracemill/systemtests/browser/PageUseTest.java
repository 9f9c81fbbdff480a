package io.tracemill.systemtests.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Comparator;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** What people do in a page: they sort, filter, choose and press keys. */
@ExtendWith(BrowserExtension.class)
class PageUseTest {

    private static final String FOCUSED = "document.activeElement";

    private final Browser browser;
    private final PageFiles files;

    PageUseTest(Browser browser, PageFiles files) {
        this.browser = browser;
        this.files = files;
    }

    @BeforeEach
    void size() {
        browser.size(1280, 800);
    }

    @AfterEach
    void nothingIsWrong() {
        browser.forget();
        assertThat(browser.complaints()).isEmpty();
    }

    private void view(String name) {
        browser.open(files.one("#/trace/" + files.trace().get("trace_id").asText() + "/" + name));
    }

    @Test
    void aTableSortsByEachColumnInBothDirections() {
        view("kernels");
        List<Long> counts = StreamSupport.stream(files.trace().get("kernels").spliterator(), false)
                .map(kernel -> kernel.get("count").longValue())
                .sorted(Comparator.reverseOrder())
                .toList();

        browser.click("thead th:nth-child(2) button");
        assertThat(browser.await("thead th:nth-child(2)").getDomAttribute("aria-sort"))
                .isEqualTo("descending");
        assertThat(browser.texts("main tbody td:nth-child(2)").stream().map(Long::valueOf))
                .isEqualTo(counts.subList(0, 25));
        browser.click("thead th:nth-child(2) button");
        assertThat(browser.await("thead th:nth-child(2)").getDomAttribute("aria-sort"))
                .isEqualTo("ascending");
        assertThat(browser.texts("main tbody td:nth-child(2)").get(0))
                .isEqualTo(counts.get(counts.size() - 1).toString());
    }

    @Test
    void aFilterKeepsWhatHasAllItsWords() {
        view("kernels");
        JsonNode all = files.trace().get("kernels");
        long expected = StreamSupport.stream(all.spliterator(), false)
                .filter(kernel -> kernel.get("kernel").asText().contains("gemm")
                        && kernel.get("kernel").asText().contains("relu"))
                .count();

        browser.click("input[type=search]");
        browser.type("relu GEMM");
        browser.until("document.querySelector('.tally').textContent !== ''");
        assertThat(browser.texts(".tally")).containsExactly(expected + " of " + all.size());
        assertThat(browser.texts("main tbody tr")).hasSize((int) Math.min(25, expected));
        browser.type("nothing");
        browser.until("document.querySelector('.tally').textContent.startsWith('0 ')");
        assertThat(browser.texts("main tbody tr")).containsExactly("Nothing matches.");
    }

    @Test
    void aRowOpensItsWholeName() {
        view("kernels");
        browser.click("button.opener");

        assertThat(browser.await("button.opener").getDomAttribute("aria-expanded"))
                .isEqualTo("true");
        assertThat(browser.texts("tr.detail bdi.whole").get(0)).startsWith("ncclDevKernel_AllReduce");
        browser.click("button.opener");
        assertThat(browser.all("tr.detail")).isEmpty();
    }

    @Test
    void anotherStepIsShownWhenItIsChosen() {
        view("timeline");

        browser.choose(".step-place select", "step " + files.lastStep());
        browser.await("canvas[role=application][aria-label^='Events of step " + files.lastStep() + ",']");
        assertThat(browser.texts(".notice")).isEmpty();
    }

    @Test
    void eachChartAnswersToKeysAndHasATable() {
        for (String view : List.of("timeline", "icicle", "roofline", "memory", "collectives")) {
            view(view);
            String before = status();
            canvas().sendKeys(Keys.ARROW_DOWN, Keys.ARROW_RIGHT);
            browser.type(Keys.ARROW_RIGHT);
            assertThat(status()).as(view).isNotEqualTo(before).isNotEmpty();
            canvas().sendKeys(Keys.ESCAPE);
        }
        view("icicle");
        browser.click(".alternatives summary");
        assertThat(browser.await(".alternatives tbody tr").isDisplayed()).isTrue();
    }

    @Test
    void keysOpenAnEventOfTheTimelineAndCloseItAgain() {
        view("timeline");
        canvas().sendKeys(Keys.ARROW_DOWN, "n", Keys.ENTER);

        assertThat(browser.texts(".chart-panel dl")).hasSize(1);
        assertThat(browser.ask(FOCUSED + ".className")).isEqualTo("chart-panel");
        browser.type(Keys.ESCAPE);
        assertThat(browser.ask(FOCUSED + ".tagName")).isEqualTo("CANVAS");
        String all = status();
        canvas().sendKeys("+", "+", "0");
        assertThat(status()).isEqualTo(all);
    }

    @Test
    void aCellOfTheHeatMapLeadsToItsTrace() {
        browser.open(files.report(
                "#/run/" + PageFiles.BEFORE + "/" + files.trace().get("date").asText() + "/heat"));
        canvas().sendKeys(Keys.ARROW_DOWN, Keys.ARROW_RIGHT);
        assertThat(status()).startsWith("rank ");
        browser.type(Keys.ENTER);

        browser.untilTitle("before, rank 0 - Tracemill");
    }

    @Test
    void tabReachesTheContentTheNavigationAndTheSwitches() {
        view("verdict");
        browser.type(Keys.TAB);
        assertThat(browser.ask(FOCUSED + ".className")).isEqualTo("skip");
        assertThat(browser.await(".skip").isDisplayed()).isTrue();
        browser.type(Keys.ENTER);
        assertThat(browser.ask(FOCUSED + ".id")).isEqualTo("main");

        view("verdict");
        for (String reached : List.of("skip", "mark", "language", "theme")) {
            browser.type(Keys.TAB);
            assertThat(browser.ask(FOCUSED + ".id || " + FOCUSED + ".className"))
                    .isEqualTo(reached);
        }
        browser.type(Keys.TAB);
        assertThat(browser.ask(FOCUSED + ".closest('nav.rail') !== null")).isEqualTo(true);
        browser.type(Keys.TAB, Keys.ENTER);
        browser.untilHeading("Steps and idle");
        assertThat(browser.ask(FOCUSED + ".id")).isEqualTo("main");
    }

    @Test
    void theLanguageChangesAndIsKept() {
        view("verdict");
        browser.click("#language");
        assertThat(browser.ask("document.documentElement.lang").toString()).startsWith("zh");
        assertThat(browser.ask(FOCUSED + ".id")).isEqualTo("language");
        assertThat(browser.texts("main h1")).containsExactly("结论");
        assertThat(browser.texts(".sentences li"))
                .allMatch(line -> line.codePoints().anyMatch(Character::isIdeographic));
        browser.click("#views a[href$='/operators']");
        browser.untilHeading("算子");
        browser.click("#language");
        browser.untilHeading("Operators");
    }

    @Test
    void theColoursChange() {
        view("verdict");
        Object light = ground();
        browser.choose("#theme", "Dark");
        assertThat(ground()).isNotEqualTo(light);
        browser.choose("#theme", "Light");
        assertThat(ground()).isEqualTo(light);
        browser.choose("#theme", "Auto");
        browser.prefer("dark");
        assertThat(ground()).isNotEqualTo(light);
        browser.prefer("light");
    }

    @Test
    void aPhoneHasAMenu() {
        browser.size(390, 844);
        view("verdict");
        assertThat(browser.await("#views").isDisplayed()).isFalse();
        browser.click("button.menu");
        browser.click("#views a[href$='/memory']");

        browser.untilHeading("Memory");
    }

    private WebElement canvas() {
        return browser.await("canvas[role=application]");
    }

    private String status() {
        return browser.texts(".chart-frame:has(canvas[role=application]) .chart-status")
                .get(0);
    }

    private Object ground() {
        return browser.ask("getComputedStyle(document.documentElement).backgroundColor");
    }
}
