package io.tracemill.cli.page.picture;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Numbers of texts in the order in which they come; those beyond a limit share the last one. */
final class Numbers {

    /** What texts beyond the limit are called. */
    static final String OTHERS = "(other)";

    private final Map<String, Integer> places = new HashMap<>();
    private final List<String> texts = new ArrayList<>();
    private final int most;

    Numbers(int most) {
        this.most = most;
    }

    int of(String text) {
        Integer known = places.get(text);
        if (known == null && texts.size() >= most - 1 && !text.equals(OTHERS)) {
            return of(OTHERS);
        }
        return known == null ? add(text) : known;
    }

    private int add(String text) {
        places.put(text, texts.size());
        texts.add(text);
        return texts.size() - 1;
    }

    List<String> texts() {
        return texts;
    }
}
