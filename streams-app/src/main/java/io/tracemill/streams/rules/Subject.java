package io.tracemill.streams.rules;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * What an alert is about.
 *
 * @param node name of the host
 * @param device identity of the device; null if it is not about one device
 * @param source exporter and its target; null if it is not about one
 */
public record Subject(
        String node, @Nullable String device, @Nullable String source) {

    /** Subjects by their names. */
    public static final Comparator<Subject> ORDER = Comparator.comparing(Subject::text);

    /** A node. */
    public static Subject node(String node) {
        return new Subject(node, null, null);
    }

    /** Its name, which no other subject of a rule has. */
    String text() {
        return node + (device == null ? "" : "/" + device) + (source == null ? "" : "/" + source);
    }
}
