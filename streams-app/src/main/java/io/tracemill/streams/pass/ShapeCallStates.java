package io.tracemill.streams.pass;

import io.tracemill.streams.state.PassCursor;
import io.tracemill.streams.trace.ShapeCall;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Encoder of the calls that open operators and launches in flight share: each has a number, from 1. */
final class ShapeCallStates {

    private static final int NONE = 0;

    private final Map<ShapeCall, Integer> numbers = new HashMap<>();
    private final List<Boolean> counted = new ArrayList<>();

    /** Number of a call; 0 for null. */
    int number(@Nullable ShapeCall call) {
        return call == null ? NONE : numbers.computeIfAbsent(call, this::append);
    }

    private int append(ShapeCall call) {
        counted.add(call.isCounted());
        return counted.size();
    }

    void save(PassCursor cursor) {
        cursor.setCallsCounted(counted);
    }

    /** Calls by their numbers less 1. */
    static List<ShapeCall> restore(PassCursor cursor) {
        return cursor.getCallsCounted().stream().map(ShapeCall::new).toList();
    }

    /** Call with a number; null for 0. */
    static @Nullable ShapeCall at(int number, List<ShapeCall> calls) {
        return number == NONE ? null : calls.get(number - 1);
    }
}
