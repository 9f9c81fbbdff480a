package io.tracemill.cli.live;

import java.util.LinkedHashMap;
import java.util.Map;

/** Values by their keys, at most so many: the one that was used longest ago makes room. */
final class NewestMap<V> extends LinkedHashMap<String, V> {

    private static final long serialVersionUID = 1;

    private final int most;

    NewestMap(int most) {
        super(16, 0.75f, true);
        this.most = most;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
        return size() > most;
    }
}
