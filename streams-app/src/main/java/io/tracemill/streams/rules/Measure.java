package io.tracemill.streams.rules;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A value that a rule looks at.
 *
 * @param quantity name of the quantity
 * @param of what of it
 * @param where labels that its series must have, with these values; empty for all series
 * @param per quantity that it is divided by, of which the same is taken; null for none
 */
public record Measure(
        String quantity,
        Statistic of,
        Map<String, String> where,
        @Nullable String per) {

    /** Sorts the labels. */
    public Measure {
        where = new TreeMap<>(where);
    }

    /** Quantities that are read for it. */
    Stream<String> quantities() {
        return Stream.concat(Stream.of(quantity), Stream.ofNullable(per));
    }

    /** Whether a quantity is read for it. */
    boolean asks(String asked) {
        return asked.equals(quantity) || asked.equals(per);
    }

    /** It in words, for the page of rules. */
    String text() {
        String labels = where.entrySet().stream()
                .map(label -> label.getKey() + " = " + label.getValue())
                .collect(Collectors.joining(", "));
        return of + " of `" + quantity + "`" + (labels.isEmpty() ? "" : " where " + labels)
                + (per == null ? "" : " per `" + per + "`");
    }
}
