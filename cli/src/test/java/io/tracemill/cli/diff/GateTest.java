package io.tracemill.cli.diff;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class GateTest {

    private static final double LIMIT = 5;
    private static final int MEASURES = 30;
    private static final int PRODUCTS = 10;

    @Test
    void aChangeAtTheLimitPassesAndOneAboveDoesNot() {
        assertThat(gate(same(20, 100), same(20, 105)).outcome()).isEqualTo(Gate.Outcome.PASSED);
        assertThat(gate(same(20, 100), same(20, 105.01)).outcome()).isEqualTo(Gate.Outcome.SLOWER);
        assertThat(gate(same(20, 100), same(20, 50)).outcome()).isEqualTo(Gate.Outcome.PASSED);
    }

    @Test
    void oneSampleDecidesNothing() {
        Gate gate = gate(same(20, 100), same(1, 100));

        assertThat(gate.outcome()).isEqualTo(Gate.Outcome.UNDECIDED);
        assertThat(gate.samplesNeeded()).isEmpty();
    }

    @Test
    void aRunWithoutSamplesDoesNotPass() {
        Column length =
                new Column(Measure.LENGTH, "", List.of(same(20, 100), same(0, 0)), List.of(100.0, 100.0), false);

        assertThat(Gate.of(Judge.judge(List.of(length), Work.same(20, 0)), Work.same(20, 0), LIMIT)
                        .outcome())
                .isEqualTo(Gate.Outcome.UNDECIDED);
    }

    /** As many samples as it says decide each measure in four of five comparisons, and so all in at least half. */
    @Test
    void asManySamplesAsItAsksForAreEnough() {
        Gate gate = simulated(7_000, 20, 0.08, 1);
        assertThat(gate.outcome()).isEqualTo(Gate.Outcome.UNDECIDED);
        int needed = (int) gate.samplesNeeded().orElseThrow();
        assertThat(needed).isBetween(21, 200);
        assertThat(outcomes(7_100, 20, needed, 0.08, 1).get(Gate.Outcome.PASSED))
                .isGreaterThanOrEqualTo(10);
    }

    @Test
    void equalRunsDoNotFailHoweverMuchTheyVary() {
        for (double noise : new double[] {0.02, 0.1, 0.3}) {
            assertThat(outcomes(30_000, 40, 16, noise, 1).get(Gate.Outcome.SLOWER))
                    .as("noise %s", noise)
                    .isZero();
        }
    }

    @Test
    void productsThatTakeLongerFailAndNeverPassHoweverMuchStepsVary() {
        Map<Gate.Outcome, Integer> noisy = outcomes(40_000, 30, 40, 0.2, 1.3);
        assertThat(noisy.get(Gate.Outcome.SLOWER)).isGreaterThanOrEqualTo(25);
        assertThat(noisy.get(Gate.Outcome.PASSED)).isZero();
        assertThat(outcomes(50_000, 30, 20, 0.1, 1.3).get(Gate.Outcome.SLOWER)).isEqualTo(30);
        assertThat(outcomes(60_000, 30, 8, 0.3, 1.3).get(Gate.Outcome.PASSED)).isZero();
    }

    private static Map<Gate.Outcome, Integer> outcomes(
            int firstSeed, int comparisons, int steps, double noise, double slowdown) {
        Map<Gate.Outcome, Integer> outcomes = new EnumMap<>(Gate.Outcome.class);
        for (Gate.Outcome outcome : Gate.Outcome.values()) {
            outcomes.put(outcome, 0);
        }
        for (int i = 0; i < comparisons; i++) {
            outcomes.merge(simulated(firstSeed + i, steps, noise, slowdown).outcome(), 1, Integer::sum);
        }
        return outcomes;
    }

    /** Steps that vary as a whole; some measures take longer in the second run. */
    private static Gate simulated(int seed, int steps, double noise, double slowdown) {
        Random random = new Random(seed);
        double[] lengths = random.doubles(2L * steps)
                .map(any -> Math.max(0.1, 1 + noise * random.nextGaussian()))
                .toArray();
        List<Column> columns = new ArrayList<>();
        for (int measure = 0; measure < MEASURES; measure++) {
            double times = measure < PRODUCTS ? slowdown : 1;
            double[] samples = Arrays.stream(lengths)
                    .map(length -> length * (1 + 0.02 * random.nextGaussian()))
                    .toArray();
            columns.add(column(
                    Arrays.copyOf(samples, steps),
                    Arrays.stream(samples)
                            .skip(steps)
                            .map(sample -> sample * times)
                            .toArray()));
        }
        return Gate.of(Judge.judge(columns, Work.same(steps, steps)), Work.same(steps, steps), LIMIT);
    }

    @Test
    void otherWorkThanThatOfTheFirstRunDoesNotPass() {
        List<String> before = Collections.nCopies(20, "short");
        List<String> after = new ArrayList<>(Collections.nCopies(19, "short"));
        after.add("long");
        assertThat(ofWork(before, after).outcome()).isEqualTo(Gate.Outcome.PASSED);
        after.set(3, "long");
        Gate gate = ofWork(before, after);
        assertThat(gate.outcome()).isEqualTo(Gate.Outcome.UNDECIDED);
        assertThat(gate.undecided()).isEmpty();
    }

    private static Gate ofWork(List<String> before, List<String> after) {
        Work work = Work.of(before, after);
        return Gate.of(Judge.judge(List.of(column(same(20, 10), same(20, 10))), work), work, LIMIT);
    }

    private static Gate gate(double[] before, double[] after) {
        Work work = Work.same(before.length, after.length);
        return Gate.of(Judge.judge(List.of(column(before, after)), work), work, LIMIT);
    }

    private static Column column(double[] before, double[] after) {
        return new Column(Measure.OPERATOR, "mm", List.of(before, after), List.of(3.0, 3.0), false);
    }

    private static double[] same(int count, double value) {
        double[] samples = new double[count];
        Arrays.fill(samples, value);
        return samples;
    }
}
