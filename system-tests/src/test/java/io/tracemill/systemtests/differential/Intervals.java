package io.tracemill.systemtests.differential;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A set of points in time, as intervals [from, to) that are sorted, not empty, and neither overlap nor touch. */
record Intervals(List<Interval> parts) {

    record Interval(long from, long to) {
        long length() {
            return to - from;
        }
    }

    static Intervals union(List<Interval> any) {
        List<Interval> merged = new ArrayList<>();
        for (Interval next : any.stream()
                .filter(interval -> interval.length() > 0)
                .sorted(Comparator.comparingLong(Interval::from))
                .toList()) {
            int last = merged.size() - 1;
            if (last >= 0 && next.from() <= merged.get(last).to()) {
                merged.set(
                        last,
                        new Interval(
                                merged.get(last).from(),
                                Math.max(merged.get(last).to(), next.to())));
            } else {
                merged.add(next);
            }
        }
        return new Intervals(merged);
    }

    Intervals or(Intervals other) {
        List<Interval> both = new ArrayList<>(parts);
        both.addAll(other.parts);
        return union(both);
    }

    Intervals and(Intervals other) {
        List<Interval> common = new ArrayList<>();
        int mine = 0;
        int theirs = 0;
        while (mine < parts.size() && theirs < other.parts.size()) {
            Interval a = parts.get(mine);
            Interval b = other.parts.get(theirs);
            common.add(new Interval(Math.max(a.from(), b.from()), Math.min(a.to(), b.to())));
            if (a.to() < b.to()) {
                mine++;
            } else {
                theirs++;
            }
        }
        return union(common);
    }

    /** What is in this, but not in the other. */
    Intervals without(Intervals other) {
        List<Interval> left = new ArrayList<>();
        long from = Long.MIN_VALUE / 4;
        for (Interval part : other.parts) {
            left.add(new Interval(from, part.from()));
            from = part.to();
        }
        left.add(new Interval(from, Long.MAX_VALUE / 4));
        return and(union(left));
    }

    long length() {
        return parts.stream().mapToLong(Interval::length).sum();
    }
}
