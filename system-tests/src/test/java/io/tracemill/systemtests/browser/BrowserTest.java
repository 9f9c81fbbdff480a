package io.tracemill.systemtests.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The browser sees what it is there to see. */
class BrowserTest {

    private static final String PAGE = """
            <!doctype html><html lang="en"><title>t</title>
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src *">
            <main><h1>Page</h1><img src="http://example.invalid/picture.png" id="picture"></main>
            <script>eval('1')</script>
            """;

    @TempDir
    private Path dir;

    @Test
    void requestsErrorsAndFaultsAreSeen() throws Exception {
        Path page = Files.writeString(dir.resolve("page.html"), PAGE);
        try (Browser browser = Browser.start(dir)) {
            browser.size(390, 844);
            browser.open(page.toUri());

            assertThat(browser.ask("innerWidth")).isEqualTo(390L);
            assertThat(browser.requests()).contains("http://example.invalid/picture.png");
            assertThat(browser.complaints()).anyMatch(line -> line.contains("Content Security Policy"));
            assertThat(browser.violations()).anyMatch(line -> line.toString().startsWith("image-alt"));
        }
    }
}
