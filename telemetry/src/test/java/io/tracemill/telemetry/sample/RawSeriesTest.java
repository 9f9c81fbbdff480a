package io.tracemill.telemetry.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class RawSeriesTest {

    @Test
    void labelsAreSortedAndEmptyOnesAreLeftOut() {
        RawSeries series = RawSeries.of("up", Map.of("b", "2", "a", "1", "none", ""), SampleKind.GAUGE);

        assertThat(series.names()).containsExactly("a", "b");
        assertThat(series.values()).containsExactly("1", "2");
        assertThat(series.label("b")).isEqualTo("2");
        assertThat(series.label("none")).isNull();
        assertThat(series).hasToString("up{a=\"1\",b=\"2\"}");
    }

    @Test
    void seriesAreEqualByMetricLabelsAndKind() {
        RawSeries series = RawSeries.of("up", Map.of("a", "1"), SampleKind.GAUGE);

        assertThat(series)
                .isEqualTo(RawSeries.of("up", Map.of("a", "1", "b", ""), SampleKind.GAUGE))
                .hasSameHashCodeAs(RawSeries.of("up", Map.of("a", "1"), SampleKind.GAUGE))
                .isNotEqualTo(RawSeries.of("up", Map.of("a", "2"), SampleKind.GAUGE))
                .isNotEqualTo(RawSeries.of("up", Map.of("b", "1"), SampleKind.GAUGE))
                .isNotEqualTo(RawSeries.of("down", Map.of("a", "1"), SampleKind.GAUGE))
                .isNotEqualTo(RawSeries.of("up", Map.of("a", "1"), SampleKind.COUNTER));
    }

    @Test
    void aMetricHasAName() {
        assertThatThrownBy(() -> RawSeries.of("", Map.of(), SampleKind.GAUGE))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the name of a metric must not be empty");
    }

    @Test
    void reasonsAreLabelledInLowerCase() {
        assertThat(RefusalReason.NOT_A_NUMBER.label()).isEqualTo("not-a-number");
    }
}
