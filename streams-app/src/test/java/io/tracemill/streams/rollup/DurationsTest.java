package io.tracemill.streams.rollup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.NotEmpty;
import org.HdrHistogram.Histogram;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class DurationsTest {

    @Property(tries = 300)
    void percentilesAreThoseOfHdrHistogramClampedToWhatThereIs(
            @ForAll @NotEmpty List<@LongRange(max = 10_000_000_000L) Long> values) {
        Histogram theirs = new Histogram(2);
        Durations ours = new Durations();
        values.forEach(value -> {
            theirs.recordValue(value);
            ours.add(value);
        });
        for (int percent : new int[] {50, 95, 99}) {
            long expected = Math.max(ours.min(), Math.min(ours.max(), theirs.getValueAtPercentile(percent)));
            assertThat(ours.percentile(percent)).isEqualTo(expected);
        }
    }

    @Property(tries = 300)
    void anySplitAndAnyRestartGiveTheSame(
            @ForAll @NotEmpty List<@LongRange(max = 1_000_000_000_000L) Long> values, @ForAll long seed) {
        Durations whole = new Durations();
        Durations first = new Durations();
        Durations second = new Durations();
        for (int i = 0; i < values.size(); i++) {
            whole.add(values.get(i));
            (((seed >>> i) & 1) == 0 ? first : second).add(values.get(i));
        }
        Durations merged = new Durations();
        if (second.count() > 0) {
            merged.add(second.state());
        }
        merged.add(first);
        assertThat(merged.state()).isEqualTo(whole.state());
    }

    @Property(tries = 300)
    void everyBucketIsAtMostOnePercentWide(@ForAll @LongRange(max = Long.MAX_VALUE / 4) long value) {
        long highest = io.tracemill.streams.rollup.Histogram.highestValue(
                io.tracemill.streams.rollup.Histogram.bucketOf(value));
        assertThat(highest).isBetween(value, value + value / 100);
    }

    @Test
    void theStandardDeviationIsExactWhereDoublesWouldCancel() {
        Durations durations = new Durations();
        durations.add(4_000_000_000_000_000L);
        durations.add(4_000_000_000_000_002L);
        assertThat(durations.standardDeviation()).isEqualTo(1.0, Offset.offset(1e-12));
    }
}
