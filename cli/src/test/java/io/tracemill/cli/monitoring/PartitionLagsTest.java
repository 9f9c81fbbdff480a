package io.tracemill.cli.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** How long the oldest record that waits has waited at most; times in ms. */
class PartitionLagsTest {

    private static final TopicPartition PARTITION = new TopicPartition("t", 0);

    private final PartitionLags lags = new PartitionLags();

    private double seconds(long now) {
        return lag().seconds(now);
    }

    private PartitionLags.Lag lag() {
        return Objects.requireNonNull(lags.last().get(PARTITION));
    }

    private void note(long now, long waiting) {
        lags.note(now, Map.of(PARTITION, waiting), Map.of());
    }

    private void note(long now, long waiting, long appended) {
        lags.note(now, Map.of(PARTITION, waiting), Map.of(PARTITION, appended));
    }

    @Test
    void withoutLagNothingWaits() {
        note(1_000, 0);
        assertThat(seconds(9_000)).isZero();
    }

    @Test
    void afterALongSilenceARecordHasWaitedSinceThereWasNone() {
        note(1_000, 0, 500);
        note(3_601_000, 0, 500);
        note(3_603_000, 7, 500);
        assertThat(lag().records()).isEqualTo(7);
        assertThat(seconds(3_604_000)).isEqualTo(3);
    }

    @Test
    void inABacklogItHasWaitedSinceTheOneBeforeItWasAppended() {
        note(7_200_000, 1_000, 10_000);
        assertThat(seconds(7_201_000)).isEqualTo(7_191);
    }

    @Test
    void ofABacklogThatNobodyTouchesItIsKnownHowLongItWasSeen() {
        note(1_000, 1_000);
        note(61_000, 1_000);
        assertThat(seconds(62_000)).isEqualTo(61);
    }

    @Test
    void aPartitionThatWentElsewhereIsForgotten() {
        note(1_000, 0);
        lags.note(2_000, Map.of(), Map.of());
        assertThat(lags.last()).isEmpty();
    }
}
