package io.tracemill.streams.slowrank;

import io.tracemill.streams.slowrank.RunRanks.CollectiveKind;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;

/**
 * Transfer times of the groups of one kind of collective over the steps. The last rank to arrive does not wait, so the
 * shortest duration in a group is the time of the transfer.
 */
final class LinkSums {

    /** Fewest groups that can be compared. */
    static final int FEWEST_GROUPS = 3;

    private final String kind;
    private final List<String> groups;
    private final int[] groupOf;
    private final int[] hits;
    private final long[] excess;

    LinkSums(CollectiveKind kind) {
        this.kind = kind.name();
        groups = List.copyOf(new TreeSet<>(kind.groups()));
        groupOf = kind.groups().stream()
                .mapToInt(group -> Collections.binarySearch(groups, group))
                .toArray();
        hits = new int[groups.size()];
        excess = new long[groups.size()];
    }

    /** Adds the durations of a step, by rank, in ns. Returns the lower median of the groups' transfer times, in ns. */
    long add(long[] durations, long stepNanos) {
        long[] transfers = new long[groups.size()];
        Arrays.fill(transfers, Long.MAX_VALUE);
        for (int rank = 0; rank < durations.length; rank++) {
            int group = groupOf[rank];
            transfers[group] = Math.min(transfers[group], durations[rank]);
        }
        long median = LowerMedian.of(transfers);
        for (int group = 0; group < transfers.length; group++) {
            long over = transfers[group] - median;
            excess[group] += over;
            if (Permille.isAtLeast(over, ComponentSums.HIT_PM, stepNanos)) {
                hits[group]++;
            }
        }
        return median;
    }

    String kind() {
        return kind;
    }

    boolean canBeCompared() {
        return groups.size() >= FEWEST_GROUPS;
    }

    int size() {
        return groups.size();
    }

    String group(int index) {
        return groups.get(index);
    }

    int hits(int group) {
        return hits[group];
    }

    int medianHits() {
        return (int) LowerMedian.of(Arrays.stream(hits).asLongStream().toArray());
    }

    /** Transfer time of a group over the median of the groups, summed over the steps, in ns. */
    long excess(int group) {
        return excess[group];
    }
}
