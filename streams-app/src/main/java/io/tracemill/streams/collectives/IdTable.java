package io.tracemill.streams.collectives;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Ids of values, from 0 in the order in which they came.
 *
 * @param <T> type of the values, which do not change
 */
class IdTable<T> {

    /** Id of values for which there is no room. */
    static final int NO_ROOM = -1;

    private final int most;
    private final Map<T, Integer> ids = new HashMap<>();
    private final List<T> values = new ArrayList<>();

    /** A table of so many values at most. */
    IdTable(int most) {
        this.most = most;
    }

    /** Id of a value; a new one gets the next id. */
    int id(T value) {
        Integer known = ids.get(value);
        if (known != null) {
            return known;
        }
        if (values.size() == most) {
            return NO_ROOM;
        }
        ids.put(value, values.size());
        values.add(value);
        return values.size() - 1;
    }

    T get(int id) {
        return values.get(id);
    }

    List<T> values() {
        return new ArrayList<>(values);
    }
}
