package io.tracemill.streams.ranks;

import io.tracemill.schemas.DeviceStats;
import io.tracemill.schemas.GroupCollectives;
import io.tracemill.schemas.ProcessGroup;
import io.tracemill.schemas.RankGroup;
import io.tracemill.schemas.TraceHeader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Groups of ranks whose collectives a trace has, and the time of each in a device row. */
final class GroupTimes {

    /** Most groups of a rank. */
    static final int MAX_GROUPS = 16;

    private static final Comparator<RankGroup> ORDER =
            Comparator.comparing(RankGroup::getKind).thenComparing(RankGroup::getGroup);

    private final Map<String, ProcessGroup> known;
    private final TreeMap<RankGroup, Integer> places = new TreeMap<>(ORDER);

    private GroupTimes(Map<String, ProcessGroup> known) {
        this.known = known;
    }

    /** Groups of a trace's devices; those that come first by kind and name, if there are too many. */
    static GroupTimes of(Optional<TraceHeader> header, List<DeviceStats> devices) {
        Map<String, ProcessGroup> known = new HashMap<>();
        header.ifPresent(of -> of.getGroups().forEach(group -> known.putIfAbsent(group.getName(), group)));
        GroupTimes times = new GroupTimes(known);
        devices.stream()
                .flatMap(row -> row.getCollectives().stream())
                .flatMap(collectives -> times.group(collectives).stream())
                .collect(Collectors.toCollection(() -> new TreeSet<>(ORDER)))
                .stream()
                .limit(MAX_GROUPS)
                .forEach(group -> times.places.put(group, times.places.size()));
        return times;
    }

    /** Group of some collectives; empty if the file does not name it, or if it has a single rank. */
    private Optional<RankGroup> group(GroupCollectives collectives) {
        String name = collectives.getGroup();
        Long size = collectives.getGroupSize();
        if (name == null || (size != null && size == 1)) {
            return Optional.empty();
        }
        ProcessGroup group = known.get(name);
        return Optional.of(
                group == null
                        ? new RankGroup(size == null ? "group" : "group of " + size, name)
                        : new RankGroup(group.getKind(), group.getMembers()));
    }

    /** The groups, in a fixed order. */
    List<RankGroup> groups() {
        return new ArrayList<>(places.keySet());
    }

    /** Summed duration of the collectives of each group in a row, in ns, in the order of the groups. */
    List<Long> nanos(DeviceStats row) {
        Long[] nanos = new Long[places.size()];
        Arrays.fill(nanos, 0L);
        for (GroupCollectives collectives : row.getCollectives()) {
            group(collectives).map(places::get).ifPresent(place -> nanos[place] += collectives.getTotalNs());
        }
        return new ArrayList<>(Arrays.asList(nanos));
    }
}
