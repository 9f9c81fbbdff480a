package io.tracemill.streams.diagnose;

import java.util.List;
import java.util.function.ToDoubleFunction;

/** Whose value counts for a whole run. */
enum Whose {
    /** That of the median rank. */
    MEDIAN(""),
    /** That of the rank with the largest value. */
    LARGEST(" on some rank"),
    /** Those of all ranks together, for what ranks do in turn. */
    SUM(" on all ranks together");

    private final String text;

    Whose(String text) {
        this.text = text;
    }

    /** It in words, after a comparison; empty for the median. */
    String text() {
        return text;
    }

    /** The one of some values, in their order, that stands for them. */
    <T> T of(List<T> values) {
        return this == LARGEST ? values.get(values.size() - 1) : values.get((values.size() - 1) / 2);
    }

    /** What counts of some values, in their order. */
    <T> double value(List<T> values, ToDoubleFunction<T> value) {
        return this == SUM ? values.stream().mapToDouble(value).sum() : value.applyAsDouble(of(values));
    }
}
