package io.tracemill.telemetry.series;

import io.tracemill.telemetry.sample.RawSeries;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The labels of series whose reader makes new texts for each message. Of those that are equal one is kept: the metrics
 * of a device have the same labels, and its node and its driver are those of others too.
 */
final class SharedLabels {

    private final Map<String, String> texts = new HashMap<>();
    private final Map<List<String>, List<String>> lists = new HashMap<>();
    private long chars;

    /** The series, with texts and lists that others may have as well. */
    RawSeries of(RawSeries raw) {
        return raw.sharing(this::text, this::list);
    }

    private String text(String text) {
        String known = texts.putIfAbsent(text, text);
        chars += known == null ? text.length() : 0;
        return known == null ? text : known;
    }

    private List<String> list(List<String> list) {
        List<String> known = lists.get(list);
        if (known == null) {
            known = list.stream().map(this::text).toList();
            lists.put(known, known);
        }
        return known;
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
        lists.clear();
    }
}
