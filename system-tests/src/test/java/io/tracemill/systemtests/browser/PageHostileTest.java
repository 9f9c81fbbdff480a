package io.tracemill.systemtests.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Names in a trace are text in its page, whatever they hold. */
@ExtendWith(BrowserExtension.class)
class PageHostileTest {

    private static final String MARKUP =
            "</script></style><img src=x onerror=alert(1)><script>alert(1)</script>{{data}}{{script}}";
    private static final String BIDI = "\\u202egnp.exe\\u2066\\u0000\\ud800";

    private static final String TRACE = """
            {"baseTimeNanoseconds": 1767600000000000000, "deviceProperties": [{"id": 0, "name": "MARKUP"}],
             "traceEvents": [
             {"ph": "X", "cat": "user_annotation", "name": "ProfilerStep#1", "pid": 1, "tid": 1, "ts": 1, "dur": 90},
             {"ph": "X", "cat": "python_function", "name": "nn.Module: MARKUP", "pid": 1, "tid": 1, "ts": 2, "dur": 80},
             {"ph": "X", "cat": "cpu_op", "name": "MARKUP", "pid": 1, "tid": 1, "ts": 3, "dur": 50,
              "args": {"External id": 1, "Input Dims": [[2, 3]], "Input type": ["MARKUP"]}},
             {"ph": "X", "cat": "cuda_runtime", "name": "cudaLaunchKernel", "pid": 1, "tid": 1, "ts": 4, "dur": 2,
              "args": {"correlation": 1}},
             {"ph": "X", "cat": "kernel", "name": "MARKUPBIDI", "pid": 0, "tid": "7MARKUP", "ts": 10.123, "dur": 20.001,
              "args": {"device": 0, "stream": "7MARKUP", "correlation": 1}},
             {"ph": "X", "cat": "gpu_memcpy", "name": "LONG", "pid": 0, "tid": 8, "ts": 20, "dur": 30,
              "args": {"device": 0, "stream": 8}},
             {"ph": "i", "cat": "cpu_instant_event", "s": "t", "name": "[memory]", "pid": 1, "tid": 1, "ts": 9,
              "args": {"Device Type": 1, "Device Id": 0, "Addr": 1, "Bytes": 512, "Total Allocated": 512,
               "Total Reserved": 65536}},
             {"ph": "X", "cat": "kernel", "name": "BIDI", "pid": 0, "tid": 7, "ts": 60, "dur": 1,
              "args": {"device": 0, "stream": 7}}]}
            """;

    @TempDir
    private static Path dir;

    private final Browser browser;

    PageHostileTest(Browser browser) {
        this.browser = browser;
    }

    @BeforeAll
    static void page() throws IOException {
        String trace = TRACE.replace("MARKUP", MARKUP).replace("BIDI", BIDI).replace("LONG", "n".repeat(1_000_000));
        PageFiles.run(
                "analyze",
                Files.writeString(dir.resolve("hostile.json"), trace).toString(),
                "--run",
                "</title><script>alert(1)</script>\u202etxt.exe",
                "--label",
                "who=<b>me</b>",
                "--quiet",
                "--html",
                dir.resolve("hostile.html").toString());
    }

    @Test
    void namesMakeNoElementsAndNoDialogAndNoWidePage() {
        URI page = dir.resolve("hostile.html").toUri();
        browser.size(390, 844);
        browser.open(page);
        List<String> views = browser.strings("[...document.querySelectorAll('#views a')].map(one => one.hash)");
        assertThat(views).hasSizeGreaterThan(6);

        for (String view : views) {
            browser.open(URI.create(page + view));
            browser.run("document.querySelectorAll('details, button.opener').forEach(one => one.click())");
            assertThat(browser.all("#page :is(script, style, img, iframe, object, b, link, base, form)"))
                    .as(view)
                    .isEmpty();
            assertThat(browser.ask("document.documentElement.scrollWidth"))
                    .as(view)
                    .isEqualTo(browser.ask("document.documentElement.clientWidth"));
            assertThat(browser.ask("document.title + document.body.innerText").toString())
                    .as(view)
                    .contains("<script>alert(1)</script>")
                    .doesNotContain("\u202e", "\u2066", "\u0000");
            assertThat(browser.violations()).as(view).isEmpty();
        }
        assertThat(browser.complaints()).isEmpty();
        assertThat(browser.requests()).allMatch(url -> url.startsWith("file:") || url.equals("about:blank"));
    }

    @Test
    void aLongNameCanBeReadButNotFloodThePage() {
        browser.size(1280, 800);
        browser.open(dir.resolve("hostile.html").toUri());
        browser.click("#views a[href$='/kernels']");
        browser.click("main th:has(bdi[title^=nnnn]) button.opener");

        assertThat(browser.texts("bdi.whole").get(0))
                .hasSizeBetween(1_000, 10_000)
                .endsWith("…");
    }
}
