package io.tracemill.cli.diff;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Which samples of two runs did the same work, and so are compared with each other. Rows are the samples of the first
 * run, then those of the second; a row without a counterpart in the other run has no group.
 */
final class Work {

    /** Group of a row without a counterpart in the other run. */
    static final int NONE = -1;

    /** Of the samples of a run, how many degrees of freedom must be left for groups to be worth it. */
    private static final double LEAST_LEFT = 1.0 / 3;

    private final int[] groups;
    private final int firstRows;
    private final int[][] members;
    private final int[] firstOf;

    private Work(int[] groups, int firstRows, int count) {
        this.groups = groups;
        this.firstRows = firstRows;
        this.members = new int[count][];
        this.firstOf = new int[count];
        for (int group = 0; group < count; group++) {
            int number = group;
            members[group] = IntStream.range(0, groups.length)
                    .filter(row -> groups[row] == number)
                    .toArray();
            firstOf[group] = (int)
                    Arrays.stream(members[group]).filter(row -> row < firstRows).count();
        }
    }

    /** All samples as if they did the same work. */
    static Work same(int before, int after) {
        return new Work(new int[before + after], before, 1);
    }

    /**
     * Groups of equal work; all samples are one group if groups would leave a run less than a third as many degrees of
     * freedom as it has samples.
     */
    static Work of(List<String> before, List<String> after) {
        Set<String> shared = new HashSet<>(before);
        shared.retainAll(new HashSet<>(after));
        List<String> rows = new ArrayList<>(before);
        rows.addAll(after);
        Map<String, Integer> numbers = new HashMap<>();
        int[] groups = new int[rows.size()];
        for (int row = 0; row < groups.length; row++) {
            String work = rows.get(row);
            groups[row] = shared.contains(work) ? numbers.computeIfAbsent(work, key -> numbers.size()) : NONE;
        }
        Work work = new Work(groups, before.size(), shared.size());
        return work.isEnough(0, before.size()) && work.isEnough(before.size(), rows.size())
                ? work
                : same(before.size(), after.size());
    }

    private boolean isEnough(int from, int to) {
        long kept =
                Arrays.stream(groups, from, to).filter(group -> group != NONE).count();
        return kept - groups() >= LEAST_LEFT * (to - from);
    }

    int rows() {
        return groups.length;
    }

    int firstRows() {
        return firstRows;
    }

    int groups() {
        return members.length;
    }

    int group(int row) {
        return groups[row];
    }

    /** Rows without a counterpart in the other run. */
    int aside() {
        return (int) Arrays.stream(groups).filter(group -> group == NONE).count();
    }

    /** Rows of the second run without a counterpart in the first. */
    int asideOfSecond() {
        return (int) Arrays.stream(groups, firstRows, groups.length)
                .filter(group -> group == NONE)
                .count();
    }

    /** In how many ways the rows can be dealt out to the runs; its natural logarithm. */
    double logOfDeals() {
        double deals = 0;
        for (int group = 0; group < members.length; group++) {
            for (int i = 1; i <= firstOf[group]; i++) {
                deals += Math.log((members[group].length - firstOf[group] + i) / (double) i);
            }
        }
        return deals;
    }

    /** Rows of the first run as it is. */
    int[] dealt() {
        return IntStream.range(0, firstRows).toArray();
    }

    /** Rows of the first run, if those of each group are dealt out at random. */
    int[] deal(Random random) {
        int[] first = new int[Arrays.stream(firstOf).sum()];
        int dealt = 0;
        for (int group = 0; group < members.length; group++) {
            int[] rows = members[group];
            for (int i = 0; i < firstOf[group]; i++) {
                int other = i + random.nextInt(rows.length - i);
                int row = rows[other];
                rows[other] = rows[i];
                rows[i] = row;
                first[dealt++] = row;
            }
        }
        return first;
    }

    /** Moments of all samples of a measure. */
    GroupedMoments moments(double[] samples) {
        return moments(samples, 0, samples.length);
    }

    /** Moments of the samples of these rows. */
    GroupedMoments moments(double[] samples, int from, int to) {
        GroupedMoments moments = new GroupedMoments(groups());
        for (int row = from; row < to; row++) {
            moments.add(group(row), samples[row]);
        }
        return moments;
    }
}
