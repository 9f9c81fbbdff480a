package io.tracemill.telemetry.series;

import org.jspecify.annotations.Nullable;

/**
 * What samples came from, as far as whoever read them knows.
 *
 * @param address host and port of the exporter, such as {@code n1:9400}; null where the samples say it themselves
 * @param path where it answers on them, such as {@code /gpus}; empty for {@code /metrics}, which most exporters have
 * @param node the node, where someone said it; comes before what labels say
 * @param machine the node of an address on loopback: the machine of whoever read them; null where it is not known
 */
public record Target(
        @Nullable String address,
        String path,
        @Nullable String node,
        @Nullable String machine) {

    /** A target of which nothing is known: samples that were passed on, each with labels that say where it is from. */
    public static final Target UNKNOWN = new Target(null, null);

    /** A target at an address, of a node, as far as they are known. */
    public Target(@Nullable String address, @Nullable String node) {
        this(address, "", node, null);
    }

    /** A target from a URL or from host and port. */
    public static Target of(String url) {
        String address = url.replaceFirst("^[a-z]+://", "");
        int end = address.indexOf('/');
        if (end < 0) {
            return new Target(address, null);
        }
        String path = address.substring(end);
        return new Target(address.substring(0, end), path.equals("/metrics") ? "" : path, null, null);
    }

    /** This target, of a node that someone said. */
    public Target withNode(@Nullable String name) {
        return new Target(address, path, name, machine);
    }

    /** This target, read on a machine of this name. */
    public Target readOn(@Nullable String name) {
        return new Target(address, path, node, name);
    }
}
