package io.tracemill.ingest.dialect;

import java.util.Set;

/**
 * Marks that only the traces of one dialect hold. Any single one tells the dialect.
 *
 * @param members top-level members of the file
 * @param categories categories of events, in lower case
 */
public record Telltales(Set<String> members, Set<String> categories) {

    /** No marks: the dialect is the one that no other fits. */
    static final Telltales NONE = new Telltales(Set.of(), Set.of());

    /** Marks that are categories only. */
    static Telltales ofCategories(String... categories) {
        return new Telltales(Set.of(), Set.of(categories));
    }

    /** Whether a mark is among the top-level members and categories of a file. */
    boolean areAmong(Set<String> allMembers, Set<String> allCategories) {
        return allMembers.stream().anyMatch(members::contains)
                || allCategories.stream().anyMatch(categories::contains);
    }

    /** Whether a mark stands in a piece of JSON as a string. */
    boolean standIn(String json) {
        return members.stream().anyMatch(word -> quoted(json, word))
                || categories.stream().anyMatch(word -> quoted(json, word));
    }

    private static boolean quoted(String json, String word) {
        return json.contains('"' + word + '"');
    }
}
