package io.tracemill.telemetry.scrape;

import io.tracemill.telemetry.series.Target;
import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * An exporter to be read.
 *
 * @param url where it answers
 * @param node the node that it reads, where someone said it
 */
public record ScrapeTarget(URI url, @Nullable String node) {

    /**
     * A target as people write it: {@code HOST:PORT}, which answers under {@code /metrics}, or a URL.
     *
     * @throws IllegalArgumentException if it is neither
     */
    public static ScrapeTarget of(String text) {
        return of(text, "http", "/metrics", null);
    }

    static ScrapeTarget of(String text, String scheme, String path, @Nullable String node) {
        String full = text.contains("://") ? text : scheme + "://" + text;
        try {
            URI url = new URI(full);
            boolean bare = url.getRawPath() == null
                    || url.getRawPath().isEmpty()
                    || url.getRawPath().equals("/");
            URI whole = bare ? new URI(full.replaceFirst("/$", "") + path) : url;
            if (whole.getHost() != null
                    && whole.getUserInfo() == null
                    && ("http".equals(whole.getScheme()) || "https".equals(whole.getScheme()))) {
                return new ScrapeTarget(whole, node);
            }
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(wrong(text), e);
        }
        throw new IllegalArgumentException(wrong(text));
    }

    private static String wrong(String text) {
        return "a target must be HOST:PORT, or a URL with http or https and without a password, but was \"" + text
                + '"';
    }

    /** The target as the source of readings, read on a machine of this name. */
    Target source(@Nullable String machine) {
        return Target.of(url.toString()).withNode(node).readOn(machine);
    }
}
