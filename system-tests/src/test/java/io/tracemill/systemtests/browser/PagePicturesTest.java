package io.tracemill.systemtests.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pictures of the pages for people to look at, in {@code target/pictures}. */
@ExtendWith(BrowserExtension.class)
class PagePicturesTest {

    private final Browser browser;
    private final PageFiles files;

    PagePicturesTest(Browser browser, PageFiles files) {
        this.browser = browser;
        this.files = files;
    }

    @ParameterizedTest
    @CsvSource({"390, 844", "1280, 800", "3840, 2160"})
    void pagesArePictured(int width, int height) throws IOException {
        Path pictures = Files.createDirectories(Path.of("target", "pictures"));
        String trace = files.trace().get("trace_id").asText();
        Map<String, URI> pages = Map.of(
                "run",
                        files.report("#/run/" + PageFiles.BEFORE + "/"
                                + files.trace().get("date").asText()),
                "verdict", files.one(""),
                "timeline", files.one("#/trace/" + trace + "/timeline"),
                "kernels", files.one("#/trace/" + trace + "/kernels"),
                "diff", files.diff(""));
        browser.size(width, height);
        for (String scheme : new String[] {"light", "dark"}) {
            browser.prefer(scheme);
            for (Map.Entry<String, URI> page : pages.entrySet()) {
                browser.open(page.getValue());
                Path file = pictures.resolve(page.getKey() + "-" + width + "-" + scheme + ".png");
                browser.screenshot(file);
                assertThat(Files.size(file)).isPositive();
            }
        }
        assertThat(browser.complaints()).isEmpty();
    }
}
