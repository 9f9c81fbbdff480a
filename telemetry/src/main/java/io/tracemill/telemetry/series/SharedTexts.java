package io.tracemill.telemetry.series;

import java.util.HashMap;
import java.util.Map;

/** Texts, of which one is kept of those that are equal. */
final class SharedTexts {

    private final Map<String, String> texts = new HashMap<>();
    private long chars;

    /** The text that is kept of those that are equal. */
    String of(String text) {
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

    void clear() {
        chars = 0;
        texts.clear();
    }
}
