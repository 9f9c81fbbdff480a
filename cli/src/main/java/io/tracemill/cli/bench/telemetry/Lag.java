package io.tracemill.cli.bench.telemetry;

import java.util.Arrays;
import java.util.Collection;

/**
 * How long telemetry and traces waited under a load.
 *
 * @param load what flowed
 * @param behind readings that were published and not yet read by the fleet topology, looked at five times a second
 * @param traces nanoseconds from the last record of a trace until a subscriber saw that it is complete
 */
public record Lag(Load load, Spread behind, Spread traces) {

    /** Median, 99th percentile and largest of some values; zeros if there are none. */
    public record Spread(int count, long median, long most99, long most) {

        static Spread of(Collection<Long> values) {
            long[] sorted = values.stream().mapToLong(Long::longValue).sorted().toArray();
            return sorted.length == 0
                    ? new Spread(0, 0, 0, 0)
                    : new Spread(
                            sorted.length,
                            at(sorted, 0.5),
                            at(sorted, 0.99),
                            Arrays.stream(sorted).max().orElse(0));
        }

        private static long at(long[] sorted, double share) {
            return sorted[(int) Math.ceil(share * sorted.length) - 1];
        }
    }
}
