package io.tracemill.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PartitionClockTest {

    private static final long DAY = Duration.ofDays(1).toMillis();

    private final PartitionClock clock = new PartitionClock();

    @Test
    void theTimeOfAPartitionIsThatOfItsLatestRecordAndOfTheSilenceSince() {
        assertThat(clock.now(5)).isEqualTo(Long.MIN_VALUE);
        clock.observe(1_000, 50_000);
        clock.observe(900, 51_000);
        assertThat(clock.now(51_000)).isEqualTo(1_000);
        assertThat(clock.now(81_000)).isEqualTo(31_000);
        assertThat(clock.now(111_000)).isEqualTo(61_000);
        clock.observe(70_000, 112_000);
        assertThat(clock.now(112_000)).isEqualTo(70_000);
    }

    @Test
    void whileTheProcessWasPausedNobodyListenedSoThatWasNoSilence() {
        clock.observe(1_000, 0);
        assertThat(clock.now(DAY)).isEqualTo(61_000);
        assertThat(clock.now(DAY + 30_000)).isEqualTo(91_000);
    }
}
