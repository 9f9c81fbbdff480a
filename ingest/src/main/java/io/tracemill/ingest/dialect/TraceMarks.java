package io.tracemill.ingest.dialect;

import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** What a file holds that may tell its dialect. */
public interface TraceMarks {

    /** Whether it has a top-level member of this name. */
    boolean hasMember(String name);

    /** Whether it has a top-level member of this name that is this string. */
    boolean hasValue(String member, String value);

    /** Whether it has events of this category, in lower case. */
    boolean hasCategory(String name);

    /** Whether a pattern matches the whole name or id of a process. */
    boolean hasProcess(Pattern pattern);

    /**
     * The marks of a whole file.
     *
     * @param members names of top-level members
     * @param values values of top-level members, as JSON text
     * @param categories categories of events, in lower case
     * @param processes names and ids of processes
     */
    record OfFile(Set<String> members, Map<String, String> values, Set<String> categories, Collection<String> processes)
            implements TraceMarks {

        @Override
        public boolean hasMember(String name) {
            return members.contains(name);
        }

        @Override
        public boolean hasValue(String member, String value) {
            return ('"' + value + '"').equals(values.get(member));
        }

        @Override
        public boolean hasCategory(String name) {
            return categories.contains(name);
        }

        @Override
        public boolean hasProcess(Pattern pattern) {
            return processes.stream()
                    .anyMatch(process -> pattern.matcher(process).matches());
        }
    }

    /** Marks that may be in a file, from the strings in its first bytes. */
    final class OfHead implements TraceMarks {

        private final Set<String> strings = new HashSet<>();
        private final Set<String> lower = new HashSet<>();

        OfHead(String head) {
            int begin = head.indexOf('"');
            while (begin >= 0) {
                int end = endOfPlain(head, begin + 1);
                boolean isWhole = end < head.length() && head.charAt(end) == '"';
                if (isWhole) {
                    add(head.substring(begin + 1, end));
                }
                begin = head.indexOf('"', isWhole ? end + 1 : end);
            }
        }

        /** Where the characters of a string end that has no escapes. */
        private static int endOfPlain(String head, int from) {
            int end = from;
            while (end < head.length() && head.charAt(end) != '"' && head.charAt(end) != '\\') {
                end++;
            }
            return end;
        }

        private void add(String string) {
            if (strings.add(string)) {
                lower.add(string.toLowerCase(Locale.ROOT));
            }
        }

        @Override
        public boolean hasMember(String name) {
            return strings.contains(name);
        }

        @Override
        public boolean hasValue(String member, String value) {
            return strings.contains(member) && strings.contains(value);
        }

        @Override
        public boolean hasCategory(String name) {
            return lower.contains(name);
        }

        @Override
        public boolean hasProcess(Pattern pattern) {
            return strings.stream().anyMatch(text -> pattern.matcher(text).matches());
        }
    }
}
