package io.tracemill.streams.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Objects;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class WindowReaderTest {

    private static SeriesReadings readings(long... timesAndValues) {
        SeriesReadings readings = new SeriesReadings();
        for (int i = 0; i < timesAndValues.length; i += 2) {
            readings.add(timesAndValues[i], (double) timesAndValues[i + 1]);
        }
        return readings.sorted();
    }

    @Test
    void aReadingHoldsUntilTheNextOne() {
        WindowReader reader = new WindowReader(readings(0, 100, 10, 200, 20, 300), 10);

        assertThat(reader.gauge(5, 15)).isEqualTo(new WindowValue(150.0, 100.0, 200.0, 200.0, null, 0, 1, 1.0, 5L));
        assertThat(reader.gauge(10, 20)).isEqualTo(new WindowValue(200.0, 200.0, 200.0, 200.0, null, 0, 1, 1.0, 0L));
    }

    @Test
    void aReadingHoldsForTwoAndAHalfIntervalsAtMost() {
        WindowReader reader = new WindowReader(readings(0, 100), 10);

        assertThat(reader.gauge(20, 40)).isEqualTo(new WindowValue(100.0, 100.0, 100.0, 100.0, null, 0, 0, 0.25, 20L));
        assertThat(reader.gauge(26, 40)).isNull();
    }

    @Test
    void anIntervalOfASumCountsByThePartOfItWithinTheWindow() {
        WindowReader reader = new WindowReader(readings(0, 100, 10, 200, 20, 240), 10);

        assertThat(reader.counter(5, 15)).isEqualTo(new WindowValue(null, null, null, null, 70.0, 0, 1, 1.0, 5L));
        assertThat(reader.counter(15, 30)).isEqualTo(new WindowValue(null, null, null, null, 20.0, 0, 1, 1 / 3.0, 5L));
    }

    @Test
    void aSumThatBeginsAnewCountsFromZero() {
        WindowReader reader = new WindowReader(readings(0, 500, 10, 30), 10);

        assertThat(reader.counter(0, 10)).isEqualTo(new WindowValue(null, null, null, null, 30.0, 1, 2, 1.0, 0L));
    }

    @Test
    void nothingIsKnownOfASumOverMoreThanTenMinutes() {
        long late = WindowReader.LONGEST_GAP_NANOS + 1;

        assertThat(new WindowReader(readings(0, 1, late, 9), 10).counter(0, late))
                .isNull();
    }

    @Property(tries = 200)
    void theMeanIsThatOfEachInstant(@ForAll long seed) {
        Random random = new Random(seed);
        SeriesReadings readings = new SeriesReadings();
        for (long time = random.nextInt(30); time < 300; time += 1 + random.nextInt(40)) {
            readings.add(time, random.nextInt(100));
        }
        int interval = 1 + random.nextInt(20);
        long start = random.nextInt(200);
        long end = start + 1 + random.nextInt(100);

        double sum = 0;
        int covered = 0;
        for (long instant = start; instant < end; instant++) {
            int held = readings.lastAt(instant);
            if (held >= 0 && instant - readings.time(held) < interval / 2 * 5L) {
                sum += readings.value(held);
                covered++;
            }
        }
        WindowValue found = new WindowReader(readings, interval).gauge(start, end);
        if (covered == 0) {
            assertThat(found).isNull();
        } else {
            WindowValue value = Objects.requireNonNull(found);
            assertThat(value.mean()).isCloseTo(sum / covered, within(1e-9));
            assertThat(value.held()).isCloseTo((double) covered / (end - start), within(1e-9));
        }
    }
}
