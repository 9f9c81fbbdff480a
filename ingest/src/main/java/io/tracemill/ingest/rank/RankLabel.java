package io.tracemill.ingest.rank;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Label by which a process names its rank: {@code rank N} in its name or number, or what mergers put beside the number
 * of the process, as in {@code [TP00] 500}.
 */
final class RankLabel {

    private static final Pattern RANK = Pattern.compile("(?<![a-z])rank\\W{0,2}(\\d{1,9})", Pattern.CASE_INSENSITIVE);
    private static final Pattern NUMBER_AT_THE_END = Pattern.compile("(.*\\D)\\d+");
    private static final Pattern NUMBER_AT_THE_BEGINNING = Pattern.compile("\\d+(\\D.*)");
    private static final Pattern EDGE = Pattern.compile("^[^\\p{L}\\p{N}]+|[^\\p{L}\\p{N}]+$");

    private RankLabel() {}

    /** Label of a process, empty for none. */
    static String of(String process, String name) {
        for (String text : new String[] {process, name}) {
            Matcher rank = RANK.matcher(text);
            if (rank.find()) {
                return "rank " + rank.group(1);
            }
        }
        Matcher before = NUMBER_AT_THE_END.matcher(process);
        if (before.matches()) {
            return before.group(1);
        }
        Matcher behind = NUMBER_AT_THE_BEGINNING.matcher(process);
        return behind.matches() ? behind.group(1) : "";
    }

    /** A label without brackets and spaces around it, for people. */
    static String trimmed(String label) {
        String trimmed = EDGE.matcher(label).replaceAll("");
        return trimmed.isEmpty() ? label : trimmed;
    }
}
