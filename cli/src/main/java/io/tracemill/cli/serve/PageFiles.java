package io.tracemill.cli.serve;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

/** The files of the page, which are the same for every archive, by their paths. */
final class PageFiles {

    private static final String DIRECTORY = "/io/tracemill/cli/page/";

    private PageFiles() {}

    /** Reads the page, its script and its style from the class path. */
    static Map<String, Answer> all() throws IOException {
        return Map.of(
                Site.PAGE, html(page()),
                Site.SCRIPT, file("page.js", "text/javascript; charset=utf-8"),
                Site.STYLE, file("page.css", "text/css; charset=utf-8"));
    }

    /** The form in which a browser gives the token. */
    static Answer login() throws IOException {
        return html(text("/io/tracemill/cli/serve/login.html"));
    }

    /** The page as a file has it, but with links to its script and style, and without data; a header has the policy. */
    private static String page() throws IOException {
        return text(DIRECTORY + "page.html")
                .replace("{{csp}}", "")
                .replace("{{style}}", "<link rel=\"stylesheet\" href=\"" + Site.STYLE + "\">")
                .replace("{{data}}", "")
                .replace("{{script}}", "<script src=\"" + Site.SCRIPT + "\"></script>");
    }

    private static Answer html(String text) throws IOException {
        return Answer.of("text/html; charset=utf-8", out -> out.write(text.getBytes(UTF_8)));
    }

    private static Answer file(String name, String type) throws IOException {
        String text = text(DIRECTORY + name);
        return Answer.of(type, out -> out.write(text.getBytes(UTF_8)));
    }

    private static String text(String resource) throws IOException {
        try (InputStream in = PageFiles.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new FileNotFoundException(resource);
            }
            return new String(in.readAllBytes(), UTF_8);
        }
    }
}
