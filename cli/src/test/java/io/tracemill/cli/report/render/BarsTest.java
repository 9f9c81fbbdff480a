package io.tracemill.cli.report.render;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BarsTest {

    @Test
    void theLargestValueHasTheLongestBar() {
        assertThat(Bars.of(40, 40)).isEqualTo("████████");
        assertThat(Bars.of(20, 40)).isEqualTo("████");
        assertThat(Bars.of(23, 40)).isEqualTo("████▋");
    }

    @Test
    void aSmallValueIsStillSeen() {
        assertThat(Bars.of(0.001, 40)).isEqualTo("▏");
    }

    @Test
    void nothingHasNoBar() {
        assertThat(Bars.of(0, 40)).isEmpty();
        assertThat(Bars.of(Double.NaN, 40)).isEmpty();
        assertThat(Bars.of(1, 0)).isEmpty();
    }
}
