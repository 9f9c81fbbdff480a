package io.tracemill.schemas;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.NullMarked;
import org.jspecify.annotations.Nullable;

/**
 * Names of nodes, in one form: without their domain, in lower case. An address in digits stays as it is. Traces and
 * readings of one node have the same name by that.
 */
@NullMarked
public final class NodeName {

    private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|.*:.*:.*");
    private static final Pattern LOOPBACK = Pattern.compile("localhost|127\\..*|::1|0\\.0\\.0\\.0");

    private NodeName() {}

    /** The name in its one form; null for none, and for a name by which every node calls itself. */
    public static @Nullable String of(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        String name = text.strip().toLowerCase(Locale.ROOT);
        if (LOOPBACK.matcher(name).matches()) {
            return null;
        }
        int dot = name.indexOf('.');
        return dot <= 0 || ADDRESS.matcher(name).matches() ? name : name.substring(0, dot);
    }

    /** The host of an address with or without a port, such as {@code n1:9400} or {@code [fe80::1]:9400}. */
    public static String host(String address) {
        if (address.startsWith("[")) {
            int end = address.indexOf(']');
            return end < 0 ? address : address.substring(1, end);
        }
        int colon = address.lastIndexOf(':');
        return colon < 0 || address.indexOf(':') != colon ? address : address.substring(0, colon);
    }
}
