package io.tracemill.cli.report.filter;

import io.tracemill.cli.report.sheet.Named;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * A text that is anywhere in a name, in any case. A {@code *} in it stands for any characters.
 *
 * @param column column of the name
 * @param text the text
 */
public record NameCondition(FilterColumn column, String text) implements Condition {

    /** Rejects a text that every name has. */
    public NameCondition {
        if (text.replace("*", "").isBlank()) {
            throw new IllegalArgumentException("--" + column.word() + " must be a text but was \"" + text + '"');
        }
    }

    @Override
    public boolean accepts(Object cell) {
        Object value = Named.valueOf(cell);
        return isIn(Condition.text(cell)) || (value != null && isIn(value.toString()));
    }

    private boolean isIn(String name) {
        String lower = lower(name);
        int at = 0;
        for (String part : List.of(lower(text).split("\\*"))) {
            int found = lower.indexOf(part, at);
            if (found < 0) {
                return false;
            }
            at = found + part.length();
        }
        return true;
    }

    /** Names with a longer part of the text come first, and shorter names before longer ones. */
    @Override
    public Comparator<String> nearestFirst() {
        String wanted = lower(text.replace("*", ""));
        return Comparator.comparingInt((String name) -> -longestCommonPart(wanted, lower(name)))
                .thenComparingInt(String::length)
                .thenComparing(Comparator.naturalOrder());
    }

    private static int longestCommonPart(String one, String two) {
        int longest = 0;
        int[] row = new int[two.length() + 1];
        for (int i = 1; i <= one.length(); i++) {
            for (int j = two.length(); j >= 1; j--) {
                row[j] = one.charAt(i - 1) == two.charAt(j - 1) ? row[j - 1] + 1 : 0;
                longest = Math.max(longest, row[j]);
            }
        }
        return longest;
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return column.word() + " \"" + text + '"';
    }
}
