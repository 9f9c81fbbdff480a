package io.tracemill.telemetry.series;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The series of a node. Texts that several of them have, such as the labels of a device, are kept once. */
final class NodeSeries {

    final Map<SeriesKey, ReadingSeries> series = new HashMap<>();
    private final Map<String, String> texts = new HashMap<>();
    private long chars;

    /** The text that is kept of those that are equal. */
    String shared(String text) {
        String known = texts.putIfAbsent(text, text);
        chars += known == null ? text.length() : 0;
        return known == null ? text : known;
    }

    /** Bytes of the texts that are kept. */
    long bytes() {
        return SharedRoom.bytes(texts.size(), chars);
    }

    /** Characters of the texts that are kept. */
    long chars() {
        return chars;
    }

    @Nullable
    String sharedOrNull(@Nullable String text) {
        return text == null ? null : shared(text);
    }
}
