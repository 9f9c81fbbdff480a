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

    private final SharedTexts texts = new SharedTexts();
    private final Map<List<String>, List<String>> lists = new HashMap<>();

    /** The series, with texts and lists that others may have as well. */
    RawSeries of(RawSeries raw) {
        return raw.sharing(texts::of, this::list);
    }

    private List<String> list(List<String> list) {
        List<String> known = lists.get(list);
        if (known == null) {
            known = list.stream().map(texts::of).toList();
            lists.put(known, known);
        }
        return known;
    }

    /** The texts that are kept. */
    SharedTexts texts() {
        return texts;
    }

    void clear() {
        texts.clear();
        lists.clear();
    }
}
