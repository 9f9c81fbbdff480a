package io.tracemill.cli.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** What was probably meant by a name that does not exist. */
public final class Suggestion {

    private Suggestion() {}

    /** The known name nearest to this one, if one is near enough to be meant: at most a third of its letters differ. */
    public static Optional<String> of(String name, Collection<String> known) {
        return known.stream()
                .filter(candidate -> distance(name, candidate) <= Math.max(name.length(), candidate.length()) / 3
                        || (name.length() > 4 && candidate.startsWith(name)))
                .min(Comparator.comparingInt((String candidate) -> distance(name, candidate))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** Levenshtein's distance: insertions, deletions and replacements that turn one into the other. */
    static int distance(String one, String two) {
        int[] row = new int[two.length() + 1];
        for (int j = 0; j <= two.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= two.length(); j++) {
                int replaced = diagonal + (one.charAt(i - 1) == two.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[two.length()];
    }
}
