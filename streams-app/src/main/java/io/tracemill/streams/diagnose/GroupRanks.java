package io.tracemill.streams.diagnose;

import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Ranks of a group, as its identity tells them: {@code first-last}, {@code first-last/spacing}, or a list. */
final class GroupRanks {

    private static final Pattern RANGE = Pattern.compile("(\\d{1,9})-(\\d{1,9})(?:/(\\d{1,9}))?");
    private static final Pattern LIST = Pattern.compile("\\d{1,9}(?: *, *\\d{1,9})*");
    private static final int MOST = 1_000_000;

    private GroupRanks() {}

    /** The ranks; none if the identity is a name. */
    static Set<Integer> of(String group) {
        Set<Integer> ranks = new TreeSet<>();
        Matcher range = RANGE.matcher(group);
        if (range.matches()) {
            int last = Integer.parseInt(range.group(2));
            int spacing = range.group(3) == null ? 1 : Math.max(1, Integer.parseInt(range.group(3)));
            for (int rank = Integer.parseInt(range.group(1)); rank <= last && ranks.size() < MOST; rank += spacing) {
                ranks.add(rank);
            }
        } else if (LIST.matcher(group).matches()) {
            for (String rank : group.split(",", -1)) {
                ranks.add(Integer.parseInt(rank.strip()));
            }
        }
        return ranks;
    }
}
