package io.tracemill.schemas.wording;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class FigureTest {

    @Test
    void numbersAreRoundedAsAFormatRoundsThem() {
        DoubleStream random = new Random(7).doubles(10_000, 0, 1).map(value -> Math.pow(10, 12 * value - 3));
        DoubleStream halves = DoubleStream.of(0, 0.05, 0.15, 0.25, 1.005, 9.995, 99.95, 99.99, 1e15, 1.5e22, 1e-9);
        DoubleStream.concat(random, halves).forEach(value -> {
            assertThat(Figure.percent(value)).isEqualTo(String.format(Locale.ROOT, "%.1f %%", value));
            String format = value >= 100 ? "%.0f" : value >= 10 ? "%.1f" : "%.2f";
            assertThat(Figure.digits(value)).isEqualTo(String.format(Locale.ROOT, format, value));
        });
    }

    @Test
    void whatIsNoNumberIsSaid() {
        assertThat(Figure.factor(Double.POSITIVE_INFINITY)).isEqualTo("Infinity");
        assertThat(Figure.percent(Double.NaN)).isEqualTo("NaN %");
    }
}
