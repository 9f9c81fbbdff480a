package io.tracemill.systemtests.differential;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Durations, all kept, and what is said about them. */
final class Tally {
    private final List<Long> durations = new ArrayList<>();

    void add(long duration) {
        durations.add(duration);
    }

    long count() {
        return durations.size();
    }

    long total() {
        return durations.stream().mapToLong(Long::longValue).sum();
    }

    double mean() {
        return (double) total() / count();
    }

    void describe(Map<String, @Nullable Object> row) {
        List<Long> sorted = new ArrayList<>(durations);
        Collections.sort(sorted);
        row.put("count", count());
        row.put("total_ns", total());
        row.put("min_ns", sorted.get(0));
        row.put("max_ns", sorted.get(sorted.size() - 1));
        row.put("avg_ns", mean());
        row.put("stddev_ns", deviation());
        for (int percentile : new int[] {50, 95, 99}) {
            long rank = (count() * percentile + 99) / 100;
            row.put("p" + percentile + "_ns", sorted.get((int) Math.max(1, rank) - 1));
        }
    }

    private double deviation() {
        BigInteger squares = BigInteger.ZERO;
        for (long duration : durations) {
            squares = squares.add(BigInteger.valueOf(duration).pow(2));
        }
        BigInteger total = BigInteger.valueOf(total());
        BigInteger scaled = squares.multiply(BigInteger.valueOf(count())).subtract(total.pow(2));
        return Math.sqrt(scaled.doubleValue()) / count();
    }
}
