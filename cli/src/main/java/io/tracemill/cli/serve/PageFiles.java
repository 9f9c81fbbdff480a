package io.tracemill.cli.serve;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tracemill.cli.page.PageAsset;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

/** The files of the page, which are the same for every archive, by their paths. */
final class PageFiles {

    private static final String LOGIN = "login.html";
    private static final String PROBLEM = "{{problem}}";
    private static final String WRONG_TOKEN =
            "<p role=\"alert\">This is not the token. <span lang=\"zh\">访问令牌不正确。</span></p>";
    private static final String HTML = "text/html; charset=utf-8";

    private PageFiles() {}

    /** Reads the page, its script and its style. The page links to both, and has no data; a header has the policy. */
    static Map<String, Answer> all() throws IOException {
        PageAsset asset = PageAsset.ofResources();
        String style = "<link rel=\"stylesheet\" href=\"" + Site.STYLE + "\">";
        String script = "<script src=\"" + Site.SCRIPT + "\"></script>";
        return Map.of(
                Site.PAGE, answer(HTML, asset.page(new PageAsset.Elements("", style, script, ""))),
                Site.SCRIPT, answer("text/javascript; charset=utf-8", asset.script()),
                Site.STYLE, answer("text/css; charset=utf-8", asset.style()));
    }

    /** The forms in which a browser gives the token. */
    static Login.Forms login() throws IOException {
        try (InputStream in = PageFiles.class.getResourceAsStream(LOGIN)) {
            if (in == null) {
                throw new FileNotFoundException(LOGIN);
            }
            String form = new String(in.readAllBytes(), UTF_8);
            return new Login.Forms(
                    answer(HTML, form.replace(PROBLEM, "")), answer(HTML, form.replace(PROBLEM, WRONG_TOKEN)));
        }
    }

    private static Answer answer(String type, String text) throws IOException {
        return Answer.of(type, out -> out.write(text.getBytes(UTF_8)));
    }
}
