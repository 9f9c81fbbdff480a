package io.tracemill.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BubbleTest {

    @ParameterizedTest
    @CsvSource({"0.1, good", "14.9, good", "15, fair", "30, fair", "30.1, poor"})
    void itsSizeIsRated(double percent, String rating) {
        assertThat(new Bubble(percent).rating()).isEqualTo(Rating.valueOf(rating.toUpperCase(Locale.ROOT)));
    }
}
