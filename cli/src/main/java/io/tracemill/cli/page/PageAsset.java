package io.tracemill.cli.page;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The code of the page as it was built: template, style and script.
 *
 * @param template page with a place for each part
 * @param style style sheet
 * @param script script
 */
public record PageAsset(String template, String style, String script) {

    private static final Pattern PLACE = Pattern.compile("\\{\\{(csp|style|script|data)}}");

    /**
     * Elements for the places of the template.
     *
     * @param policy says what the browser may do; empty if a header says it
     * @param data holds the data; empty if the script asks for it
     */
    public record Elements(String policy, String style, String script, String data) {
        private String in(String place) {
            return switch (place) {
                case "csp" -> policy;
                case "style" -> style;
                case "script" -> script;
                default -> data;
            };
        }
    }

    /** The code that this program has. */
    public static PageAsset ofResources() throws IOException {
        return new PageAsset(resource("page.html"), resource("page.css"), resource("page.js"));
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(PageAsset.class.getResourceAsStream(name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** The page with elements in their places. */
    public String page(Elements elements) {
        return PLACE.matcher(template).replaceAll(place -> Matcher.quoteReplacement(elements.in(place.group(1))));
    }
}
