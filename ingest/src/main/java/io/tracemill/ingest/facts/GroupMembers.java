package io.tracemill.ingest.facts;

import io.tracemill.schemas.ProcessGroup;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Ranks of a group of processes in their run.
 *
 * @param json the ranks as a JSON array without spaces
 * @param size how many they are
 */
record GroupMembers(String json, int size) {

    /** Most members of a group whose ranks are told; their list is a text of the trace. */
    private static final int MOST = 1 << 10;

    private static final Pattern LIST = Pattern.compile("\\[ *\\d{1,9}(?: *, *\\d{1,9})* *\\]");
    private static final Pattern RANGE = Pattern.compile("(\\d{1,9})-(\\d{1,9})(?:/(\\d{1,9}))?");
    private static final Pattern ENUMERATION = Pattern.compile("\\d{1,9}(?:,\\d{1,9})*");

    /** The members in a list of PyTorch, such as {@code [0, 1, 2]}; null if it is cut off, or too long. */
    static @Nullable GroupMembers listed(String list) {
        if (!LIST.matcher(list).matches()) {
            return null;
        }
        String json = list.replace(" ", "");
        int size = (int) json.chars().filter(c -> c == ',').count() + 1;
        return size > MOST ? null : new GroupMembers(json, size);
    }

    /** So many members from a first one on, so far apart; null if they are too many. */
    static @Nullable GroupMembers spaced(long first, long spacing, long size) {
        if (size < 1 || size > MOST || first > Integer.MAX_VALUE || spacing > Integer.MAX_VALUE / MOST) {
            return null;
        }
        String json = LongStream.range(0, size)
                .mapToObj(place -> String.valueOf(first + place * spacing))
                .collect(Collectors.joining(",", "[", "]"));
        return new GroupMembers(json, (int) size);
    }

    /** Members of the groups in the header of a trace, by the name of the group; those of other names are left out. */
    static Map<String, GroupMembers> byName(List<ProcessGroup> groups) {
        Map<String, GroupMembers> members = new HashMap<>();
        List<String> twice = new ArrayList<>();
        for (ProcessGroup group : groups) {
            GroupMembers of = of(group);
            if (of != null && members.putIfAbsent(group.getName(), of) != null) {
                twice.add(group.getName());
            }
        }
        twice.forEach(members::remove);
        return members;
    }

    private static @Nullable GroupMembers of(ProcessGroup group) {
        Matcher range = RANGE.matcher(group.getMembers());
        if (range.matches()) {
            long first = Long.parseLong(range.group(1));
            long spacing = range.group(3) == null ? 1 : Math.max(1, Long.parseLong(range.group(3)));
            return spaced(first, spacing, (Long.parseLong(range.group(2)) - first) / spacing + 1);
        }
        boolean isName = group.getMembers().equals(group.getName());
        return isName || !ENUMERATION.matcher(group.getMembers()).matches()
                ? null
                : listed("[" + group.getMembers() + "]");
    }
}
