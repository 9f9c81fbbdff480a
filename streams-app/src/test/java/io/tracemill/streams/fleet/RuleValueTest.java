package io.tracemill.streams.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tracemill.streams.rules.Measure;
import io.tracemill.streams.rules.Statistic;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RuleValueTest {

    private static final long MINUTE = 60_000_000_000L;

    /** A gauge with the values mean, min, max and last. */
    private static MeasuredSeries gauge(double held, double... of) {
        Series series = new Series("s", null, "q", null, false);
        return new MeasuredSeries(
                series, new WindowValue(of[0], of[1], of[2], of[3], null, 0, 4, held, 0L), MINUTE / 4);
    }

    private static MeasuredSeries counter(String quantity, @Nullable String labels, double increase, double held) {
        Series series = new Series("s", null, quantity, labels, true);
        return new MeasuredSeries(
                series, new WindowValue(null, null, null, null, increase, 0, 4, held, 0L), MINUTE / 4);
    }

    private static @Nullable Double value(Statistic of, boolean large, MeasuredSeries... found) {
        String quantity = found[0].series().quantity();
        return new RuleValue(List.of(found), MINUTE, large).of(new Measure(quantity, of, Map.of(), null));
    }

    @Test
    void ofSeveralSeriesTheWorstCounts() {
        MeasuredSeries[] two = {gauge(1, 3, 1, 5, 4), gauge(1, 7, 2, 9, 8)};

        assertThat(value(Statistic.MEAN, true, two)).isEqualTo(7);
        assertThat(value(Statistic.MEAN, false, two)).isEqualTo(3);
    }

    @Test
    void aWindowOfWhichLessThanHalfIsCoveredSaysNothing() {
        assertThat(value(Statistic.MEAN, true, gauge(0.4, 3, 1, 5, 4))).isNull();
        assertThat(value(Statistic.INCREASE, true, counter("q", null, 3, 0.4))).isEqualTo(3);
        assertThat(value(Statistic.RATE, true, counter("q", null, 3, 0.4))).isNull();
    }

    @Test
    void aRateIsOfTheTimeThatIsCovered() {
        assertThat(value(Statistic.RATE, true, counter("q", null, 90, 0.75))).isEqualTo(2);
    }

    @Test
    void aCodeThatIsNewCounts() {
        assertThat(value(Statistic.CHANGE, true, gauge(1, 63, 63, 63, 63))).isZero();
        assertThat(value(Statistic.CHANGE, true, gauge(0.1, 30, 0, 63, 63))).isEqualTo(63);
        assertThat(value(Statistic.CHANGE, true, gauge(1, 30, 0, 63, 0))).isZero();
    }

    @Test
    void aQuantileIsReadFromTheBucketsOfAllSeries() {
        MeasuredSeries[] buckets = {
            counter("q.bucket", "{\"le\":\"0.01\",\"engine\":\"0\"}", 80, 1),
            counter("q.bucket", "{\"le\":\"0.02\",\"engine\":\"0\"}", 90, 1),
            counter("q.bucket", "{\"le\":\"0.04\",\"engine\":\"0\"}", 98, 1),
            counter("q.bucket", "{\"le\":\"+Inf\",\"engine\":\"0\"}", 100, 1)
        };

        assertThat(value(Statistic.P50, true, buckets)).isCloseTo(0.00625, within(1e-12));
        assertThat(value(Statistic.P95, true, buckets)).isCloseTo(0.02 + 0.02 * 5 / 8, within(1e-12));
        assertThat(value(Statistic.P99, true, buckets)).isEqualTo(0.04);
        assertThat(value(Statistic.P95, true, counter("q.bucket", "{\"le\":\"+Inf\"}", 0, 1)))
                .isNull();
    }

    @Test
    void aPartOfAWholeIsNoneWhereNoSeriesOfItIsThere() {
        Measure errors = new Measure("requests", Statistic.RATE, Map.of("reason", "error"), "requests");
        MeasuredSeries stop = counter("requests", "{\"reason\":\"stop\"}", 90, 1);
        MeasuredSeries error = counter("requests", "{\"reason\":\"error\"}", 10, 1);

        assertThat(new RuleValue(List.of(stop, error), MINUTE, true).of(errors)).isCloseTo(0.1, within(1e-12));
        assertThat(new RuleValue(List.of(stop), MINUTE, true).of(errors)).isZero();
        assertThat(new RuleValue(List.of(), MINUTE, true).of(errors)).isNull();
    }
}
