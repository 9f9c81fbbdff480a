package io.tracemill.streams.pass;

import io.tracemill.streams.state.OpenKeyState;
import io.tracemill.streams.trace.OpenKeys;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Encoder of the spans that are open around launches. Lists with the same content are written once. */
final class OpenKeyStates {

    /** Index of a list without spans. */
    static final int NONE = -1;

    private final Map<OpenKeys, Integer> known = new HashMap<>();
    private final Map<Long, Integer> byContent = new HashMap<>();
    private final List<OpenKeyState> states = new ArrayList<>();

    /** Index of a list, which is added if it is new. */
    int index(@Nullable OpenKeys keys) {
        List<OpenKeys> fresh = new ArrayList<>();
        int index = NONE;
        for (OpenKeys at = keys; at != null && index == NONE; at = at.outer()) {
            index = known.getOrDefault(at, NONE);
            if (index == NONE) {
                fresh.add(at);
            }
        }
        for (int i = fresh.size() - 1; i >= 0; i--) {
            index = add(fresh.get(i).key(), index);
            known.put(fresh.get(i), index);
        }
        return index;
    }

    private int add(int key, int outer) {
        return byContent.computeIfAbsent(((long) outer << Integer.SIZE) | key, content -> {
            states.add(new OpenKeyState(key, outer));
            return states.size() - 1;
        });
    }

    List<OpenKeyState> states() {
        return states;
    }

    /** The lists of these states, by index. */
    static List<OpenKeys> restore(List<OpenKeyState> states) {
        List<OpenKeys> keys = new ArrayList<>(states.size());
        for (OpenKeyState state : states) {
            keys.add(new OpenKeys(state.getKey(), state.getOuter() == NONE ? null : keys.get(state.getOuter())));
        }
        return keys;
    }
}
