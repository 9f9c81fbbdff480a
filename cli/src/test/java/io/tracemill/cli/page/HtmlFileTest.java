package io.tracemill.cli.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file runs its own script alone, and what comes from a trace is inert. */
class HtmlFileTest {

    private static final String HOSTILE = "</script><script>alert(1)</script>{{script}}{{data}}$1\u0000\u202e";

    @TempDir
    Path dir;

    private String written(String data) throws IOException {
        Path file = dir.resolve("page.html");
        PageData json = new PageData(List.of(Piece.ofValue(out -> out.writeString(data))));
        long bytes = HtmlFile.of(PageAsset.ofResources()).write(json, file);
        assertThat(Files.size(file)).isEqualTo(bytes);
        return Files.readString(file);
    }

    private static String only(String page, String pattern) {
        Matcher found = Pattern.compile(pattern, Pattern.DOTALL).matcher(page);
        assertThat(found.find()).as(pattern).isTrue();
        String text = found.group(1);
        assertThat(found.find()).as("another " + pattern).isFalse();
        return text;
    }

    private static String hash(String text) throws Exception {
        byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        return "'sha256-" + Base64.getEncoder().encodeToString(hash) + "'";
    }

    @Test
    void thePolicyAllowsItsScriptAndItsStyleAndNothingElse() throws Exception {
        String page = written("x");
        String policy = only(page, "<meta http-equiv=\"Content-Security-Policy\" content=\"([^\"]*)\">");

        assertThat(policy)
                .isEqualTo("default-src 'none'; script-src " + hash(only(page, "<script>(.*?)</script>"))
                        + "; style-src " + hash(only(page, "<style>(.*?)</style>"))
                        + "; img-src data:; base-uri 'none'; form-action 'none'");
        assertThat(page.indexOf("Content-Security-Policy")).isLessThan(page.indexOf("<style>"));
    }

    @Test
    void theDataIsBase64OfGzip() throws IOException {
        String data = only(
                written(HOSTILE),
                "<script id=\"tracemill-data\" type=\"application/octet-stream;base64\">([A-Za-z0-9+/=]*)</script>");
        byte[] gzip = Base64.getDecoder().decode(data);
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(gzip))) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo("\"" + HOSTILE.replace("\u0000", "\\u0000") + "\"");
        }
    }

    @Test
    void theRestOfTheFileIsTheSameWhateverTheDataIs() throws IOException {
        String data = "(?<=base64\">)[^<]*";
        assertThat(written(HOSTILE).replaceFirst(data, ""))
                .isEqualTo(written("x").replaceFirst(data, ""));
    }

    @Test
    void theCodeIsSmallAndEndsNoElement() throws IOException {
        PageAsset asset = PageAsset.ofResources();
        String code = asset.template() + asset.style() + asset.script();
        assertThat(code.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(300_000);
        assertThat(code).doesNotContain("\r", "\u0000");
        assertThat(asset.script()).doesNotContainIgnoringCase("</script", "<!--");
        assertThat(asset.style()).doesNotContainIgnoringCase("</style", "@import", "url(http");
        for (String place : List.of("csp", "style", "script", "data")) {
            assertThat(asset.template()).containsOnlyOnce("{{" + place + "}}");
        }
    }

    @Test
    void dataThatFillsItsRoomMakesNoLargerFile() throws IOException {
        HtmlFile page = HtmlFile.of(PageAsset.ofResources());
        long around = written("").length();
        long base64 = (page.room() + 2) / 3 * 4;
        assertThat(around - 100 + base64).isLessThanOrEqualTo(HtmlFile.MOST_BYTES);
    }
}
