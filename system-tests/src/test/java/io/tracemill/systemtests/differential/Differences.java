package io.tracemill.systemtests.differential;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Where what is and what ought to be differ, one line each; the first few of each kind. */
final class Differences {
    private static final int SHOWN = 12;
    private static final double ROUNDING = 1e-9;
    /** What docs/definitions.md promises of percentiles. */
    private static final double HISTOGRAM = 0.01;

    private Differences() {}

    static List<String> ofRows(
            String dataset,
            SortedMap<String, Map<String, @Nullable Object>> expected,
            SortedMap<String, Map<String, @Nullable Object>> actual) {
        List<String> found = new ArrayList<>();
        TreeSet<String> keys = new TreeSet<>(expected.keySet());
        keys.addAll(actual.keySet());
        for (String key : keys) {
            Map<String, @Nullable Object> want = expected.get(key);
            Map<String, @Nullable Object> have = actual.get(key);
            if (want == null || have == null) {
                found.add(dataset + " " + key + (want == null ? ": unexpected row" : ": no such row"));
            } else {
                want.forEach((column, value) -> {
                    if (!same(column, value, have.get(column))) {
                        found.add(dataset + " " + key + ": " + column + " should be " + value + " but is "
                                + have.get(column));
                    }
                });
            }
        }
        return shown(found);
    }

    /** Compares as multisets. */
    static List<String> ofTexts(String what, List<String> expected, List<String> actual) {
        Map<String, Integer> surplus = new TreeMap<>();
        expected.forEach(text -> surplus.merge(text, -1, Integer::sum));
        actual.forEach(text -> surplus.merge(text, 1, Integer::sum));
        List<String> found = new ArrayList<>();
        surplus.forEach((text, count) -> {
            if (count != 0) {
                found.add(what + (count < 0 ? " missing: " : " surplus: ") + text);
            }
        });
        return shown(found);
    }

    private static List<String> shown(List<String> found) {
        List<String> shown = new ArrayList<>(found.subList(0, Math.min(SHOWN, found.size())));
        if (found.size() > SHOWN) {
            shown.add("... and " + (found.size() - SHOWN) + " more");
        }
        return shown;
    }

    private static boolean same(String column, @Nullable Object expected, @Nullable Object actual) {
        if (expected == null || actual == null) {
            return expected == actual;
        }
        if (column.matches("p\\d+_ns")) {
            long exact = (Long) expected;
            long estimate = ((Number) actual).longValue();
            return estimate >= exact && estimate <= Math.max((double) exact + 1, exact * (1 + HISTOGRAM));
        }
        if (expected instanceof Double number) {
            double other = ((Number) actual).doubleValue();
            return Math.abs(number - other) <= ROUNDING * Math.max(1, Math.abs(number));
        }
        return Objects.equals(expected, actual);
    }
}
