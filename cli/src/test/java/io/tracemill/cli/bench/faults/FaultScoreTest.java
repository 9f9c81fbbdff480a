package io.tracemill.cli.bench.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tracemill.bench.simulate.plan.FleetShape;
import io.tracemill.cli.bench.faults.FaultScore.Share;
import java.util.List;
import org.junit.jupiter.api.Test;

class FaultScoreTest {

    private static RunVerdict verdict(double cost, boolean found, boolean named, String... causes) {
        return new RunVerdict(cost, found, named, List.of(causes), causes.length == 0, 0, cost / 10);
    }

    @Test
    void aShareHasTheIntervalOfWilson() {
        assertThat(new Share(29, 30).low()).isCloseTo(0.8333, within(1e-4));
        assertThat(new Share(29, 30).high()).isCloseTo(0.9941, within(1e-4));
        assertThat(new Share(0, 0).low()).isZero();
        assertThat(new Share(0, 0).high()).isEqualTo(1);
    }

    @Test
    void onlyFaultsThatCostEnoughCount() {
        FaultScore score = new FaultScore(
                "clock-capped",
                "CLOCK_CAPPED",
                List.of(
                        verdict(2.9, false, false),
                        verdict(3, true, true, "CLOCK_CAPPED"),
                        verdict(20, true, false, "POWER_THROTTLING"),
                        verdict(20, false, false)));

        assertThat(score.found()).isEqualTo(new Share(2, 3));
        assertThat(score.unknown()).isEqualTo(new Share(1, 3));
        assertThat(score.causeRight()).isEqualTo(new Share(1, 2));
    }

    @Test
    void theDelayIsThatOfRunsWhoseFaultWasFound() {
        FaultScore score = new FaultScore(
                "clock-capped",
                "CLOCK_CAPPED",
                List.of(
                        verdict(3, true, true, "CLOCK_CAPPED"),
                        verdict(20, true, true, "CLOCK_CAPPED"),
                        verdict(10, true, true, "CLOCK_CAPPED"),
                        verdict(90, false, false)));

        assertThat(score.medianDelaySeconds()).isEqualTo(1);
        assertThat(score.longestDelaySeconds()).isEqualTo(2);
        assertThat(new FaultScore("none", "", List.of()).medianDelaySeconds()).isZero();
    }

    @Test
    void aCauseThatOtherRunsHaveIsLessPrecise() {
        FaultScore capped =
                new FaultScore("clock-capped", "CLOCK_CAPPED", List.of(verdict(9, true, true, "CLOCK_CAPPED")));
        FaultScore none = new FaultScore("none", "", List.of(verdict(0, false, false, "CLOCK_CAPPED")));
        FaultsRequest request = new FaultsRequest(1, new FleetShape(8, 8, 1, 10, 10), 1, List.of());

        assertThat(new FaultsReport(request, List.of(capped, none)).precision(capped))
                .isEqualTo(new Share(1, 2));
    }
}
