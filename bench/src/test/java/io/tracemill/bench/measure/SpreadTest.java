package io.tracemill.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SpreadTest {

    @Test
    void theMedianIsTheMiddleOfAnOddNumberAndBetweenTheMiddlesOfAnEvenOne() {
        assertThat(Spread.of(9, 1, 4)).isEqualTo(new Spread(4, 1, 9));
        assertThat(Spread.of(9, 1, 4, 2)).isEqualTo(new Spread(3, 1, 9));
    }

    @Test
    void whatWasNotSeenIsNotPrinted() {
        assertThat(Spread.of(0, 0).text(1, " s")).isEmpty();
        assertThat(Spread.of(1234.5, 1234.5).text(1, " s")).isEqualTo("1,234.5 s");
    }
}
