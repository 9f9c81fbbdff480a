package io.tracemill.systemtests.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tracemill.systemtests.CommandProcesses;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebDriver.Navigation;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/** A Chromium without a window, which remembers what it asked for and what it complained about. */
final class Browser implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** Asks axe for what is wrong with the page, and answers in one line each. */
    private static final String VIOLATIONS = """
            const done = arguments[arguments.length - 1];
            axe.run(document, {resultTypes: ['violations']}).then(result => done(result.violations
              .filter(rule => rule.impact === 'serious' || rule.impact === 'critical')
              .map(rule => rule.id + ': ' + rule.nodes.slice(0, 3).map(node => node.target.join(' ')).join('; '))));
            """;

    /** Asks in each frame whether something is so, until it is. */
    private static final String UNTIL = """
            const done = arguments[arguments.length - 1];
            const look = () => { if (%s) { done(true); } else { requestAnimationFrame(look); } };
            look();
            """;

    /** Waits until the page has drawn itself anew. */
    private static final String DRAWN =
            "const done = arguments[0]; requestAnimationFrame(() => requestAnimationFrame(() => done(true)));";

    private final ChromeDriver driver;
    private final Path downloads;
    private final List<String> requests = new ArrayList<>();

    private Browser(ChromeDriver driver, Path downloads) {
        this.driver = driver;
        this.downloads = downloads;
    }

    /** Starts one, with downloads in this directory; the test is skipped where there is none. */
    static Browser start(Path downloads) {
        Optional<Path> chromium = onPath("chromium", "chromium-browser", "google-chrome");
        Optional<Path> chromedriver = onPath("chromedriver");
        assumeTrue(chromium.isPresent() && chromedriver.isPresent(), "chromium and chromedriver are not installed");
        LoggingPreferences logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        logs.enable(LogType.PERFORMANCE, Level.ALL);
        ChromeOptions options = new ChromeOptions();
        options.setBinary(chromium.orElseThrow().toFile());
        options.addArguments(
                "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--lang=en-US");
        options.addArguments("--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1");
        options.setExperimentalOption("prefs", Map.of("download.default_directory", downloads.toString()));
        options.setCapability("goog:loggingPrefs", logs);
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(chromedriver.orElseThrow().toFile())
                .build();
        ChromeDriver driver = new ChromeDriver(service, options);
        driver.manage().timeouts().scriptTimeout(Duration.ofSeconds(60));
        return new Browser(driver, downloads);
    }

    private static Optional<Path> onPath(String... names) {
        return Stream.of(names)
                .flatMap(name -> Stream.of(System.getenv("PATH").split(":", -1))
                        .map(directory -> Path.of(directory, name))
                        .filter(Files::isExecutable))
                .findFirst();
    }

    /** Opens a page anew, and waits until it has drawn itself. */
    void open(URI page) {
        driver.get("about:blank");
        driver.get(page.toString());
        await("main h1, main h2");
    }

    /** Opens the part of the page that a hash names. */
    void go(String hash) {
        driver.executeScript("location.hash = arguments[0]", hash);
    }

    /** Makes the window this large, in CSS pixels. */
    void size(int width, int height) {
        driver.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
        driver.executeAsyncScript(DRAWN);
    }

    /** Has the page see that the person prefers this scheme of colours, and that nothing moves. */
    void prefer(String scheme) {
        List<Map<String, String>> features = List.of(
                Map.of("name", "prefers-color-scheme", "value", scheme),
                Map.of("name", "prefers-reduced-motion", "value", "reduce"));
        driver.executeCdpCommand("Emulation.setEmulatedMedia", Map.of("features", features));
        driver.executeAsyncScript(DRAWN);
    }

    /** The first element that a selector finds, once there is one. */
    WebElement await(String selector) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (all(selector).isEmpty()) {
            assertThat(System.nanoTime()).as(selector).isLessThan(deadline);
            Thread.onSpinWait();
        }
        return all(selector).get(0);
    }

    /** Waits until this is true in the page; its {@code arguments[0]} is the first of these. */
    void until(String condition, Object... arguments) {
        assertThat(driver.executeAsyncScript(UNTIL.formatted(condition), arguments))
                .as(condition)
                .isEqualTo(true);
    }

    /** Waits until the page has this heading. */
    void untilHeading(String heading) {
        until("document.querySelector('main h1')?.textContent === arguments[0]", heading);
    }

    /** Waits until the window has this title. */
    void untilTitle(String title) {
        until("document.title === arguments[0]", title);
    }

    /** Clicks on the first element that a selector finds. */
    void click(String selector) {
        await(selector).click();
    }

    /** Chooses the option with this text. */
    void choose(String selector, String option) {
        await(selector).findElements(By.tagName("option")).stream()
                .filter(one -> one.getText().equals(option))
                .findFirst()
                .orElseThrow()
                .click();
    }

    /** Text that people see of each element that a selector finds; spaces that do not break are plain ones. */
    List<String> texts(String selector) {
        return strings("[...document.querySelectorAll(arguments[0])].map(one => one.innerText.trim())", selector);
    }

    /** The list of texts that a script returns. */
    List<String> strings(String script, Object... arguments) {
        return ((List<?>) ask(script, arguments))
                .stream().map(one -> String.valueOf(one).replace('\u00a0', ' ')).toList();
    }

    /** Goes back, or forth, in the history. */
    Navigation history() {
        return driver.navigate();
    }

    /** The windows that are open, by their addresses; the focus stays where it is. */
    List<String> windows() {
        String here = driver.getWindowHandle();
        List<String> all = driver.getWindowHandles().stream()
                .map(window -> driver.switchTo().window(window).getCurrentUrl())
                .toList();
        driver.switchTo().window(here);
        return all;
    }

    /** Closes all windows but this one. */
    void closeOthers() {
        String here = driver.getWindowHandle();
        for (String window : driver.getWindowHandles()) {
            if (!window.equals(here)) {
                driver.switchTo().window(window).close();
            }
        }
        driver.switchTo().window(here);
    }

    /** A file that was downloaded, once it is whole. */
    Path downloaded(String name) {
        Path file = downloads.resolve(name);
        CommandProcesses.awaitTrue(() -> Files.exists(file));
        return file;
    }

    /** The elements that a selector finds now. */
    List<WebElement> all(String selector) {
        return driver.findElements(By.cssSelector(selector));
    }

    /** What a script returns. */
    Object ask(String script, Object... arguments) {
        return Objects.requireNonNull(driver.executeScript("return " + script, arguments));
    }

    /** Runs a script. */
    void run(String script) {
        driver.executeScript(script);
    }

    /** Forgets what people chose in pages. */
    void forget() {
        run("localStorage.clear()");
    }

    /** Presses keys, as on the element that has the focus. */
    void type(CharSequence... keys) {
        driver.switchTo().activeElement().sendKeys(keys);
    }

    /** What people see now. */
    void screenshot(Path file) throws IOException {
        Files.write(file, driver.getScreenshotAs(OutputType.BYTES));
    }

    /** Errors and warnings of the console since the last question. */
    List<String> complaints() {
        return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                .map(LogEntry::getMessage)
                .toList();
    }

    /** All that the pages have asked for so far, as URLs. */
    List<String> requests() {
        for (LogEntry entry : driver.manage().logs().get(LogType.PERFORMANCE)) {
            JsonNode message = json(entry.getMessage()).path("message");
            if (message.path("method").asText().equals("Network.requestWillBeSent")) {
                requests.add(message.path("params").path("request").path("url").asText());
            }
        }
        return List.copyOf(requests);
    }

    /** What the rules of accessibility find that is serious or worse. */
    List<?> violations() {
        driver.executeScript(axe());
        return (List<?>) Objects.requireNonNull(driver.executeAsyncScript(VIOLATIONS));
    }

    private static String axe() {
        try (InputStream script = Browser.class.getResourceAsStream("/axe.min.js")) {
            return new String(Objects.requireNonNull(script, "axe.min.js").readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        driver.quit();
    }
}
