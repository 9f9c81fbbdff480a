package io.tracemill.cli.diff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class JudgeTest {

    @Test
    void withoutNoiseAnyDifferenceIsCertain() {
        List<Change> changes = Judge.judge(
                List.of(column(same(20, 100), same(20, 120)), column(same(20, 100), same(20, 100))), Work.same(20, 20));

        assertThat(changes.get(0).verdict()).isEqualTo(Verdict.SLOWER);
        assertThat(changes.get(0).percent()).isEqualTo(20);
        assertThat(changes.get(0).lowPercent()).isCloseTo(20, within(1e-9));
        assertThat(changes.get(1).verdict()).isEqualTo(Verdict.NOT_PROVEN);
        assertThat(changes.get(1).detectablePercent()).isZero();
    }

    @Test
    void whatIsFarFromTheRestIsSetAside() {
        double[] samples = same(20, 10);
        samples[3] = 1000;
        SampleSummary after = Judge.judge(List.of(column(same(20, 10), samples)), Work.same(20, 20))
                .get(0)
                .after();

        assertThat(after.outliers()).isOne();
        assertThat(after.count()).isEqualTo(19);
        assertThat(after.mean()).isEqualTo(10);
        assertThat(after.stddev()).isZero();
    }

    /** Times of old traces are in whole us, so the few calls of a rare kernel may be equal. */
    @Test
    void aRareKernelWithEqualTimesKeepsNothingElseFromBeingCalled() {
        Random random = new Random(7);
        double[] rareBefore = same(20, Double.NaN);
        double[] rareAfter = same(20, Double.NaN);
        rareBefore[3] = 5_000;
        rareBefore[9] = 5_000;
        rareAfter[4] = 6_000;
        rareAfter[12] = 6_000;
        List<Change> changes = Judge.judge(
                List.of(column(noisy(20, 10, random), noisy(20, 13, random)), column(rareBefore, rareAfter)),
                Work.same(20, 20));

        assertThat(changes.get(0).verdict()).isEqualTo(Verdict.SLOWER);
        assertThat(changes.get(0).lowPercent()).isBetween(20.0, 30.0);
        assertThat(changes.get(1).verdict()).isEqualTo(Verdict.UNKNOWN);
    }

    private static double[] noisy(int count, double mean, Random random) {
        return random.doubles(count, 0.98 * mean, 1.02 * mean).toArray();
    }

    @Test
    void whatOnlyOneRunHasIsNewOrGone() {
        List<Change> changes = Judge.judge(
                List.of(
                        column(same(5, 0), same(5, 1)),
                        column(same(5, 1), same(5, Double.NaN)),
                        column(new double[] {1, Double.NaN, Double.NaN, Double.NaN, Double.NaN}, same(5, 1))),
                Work.same(5, 5));

        assertThat(changes.stream().map(Change::verdict)).containsExactly(Verdict.NEW, Verdict.GONE, Verdict.UNKNOWN);
        assertThat(changes.get(0).after().mean()).isEqualTo(1);
        assertThat(changes.get(1).before().mean()).isEqualTo(1);
    }

    /** Both runs did three short steps and six long ones, or the other way round. */
    @Test
    void samplesAreComparedWithThoseOfTheSameWork() {
        List<String> before = works(6, 14);
        List<String> after = works(14, 6);
        double[] samplesBefore = ofWork(before, 1);
        double[] samplesAfter = ofWork(after, 1);

        Change mixed = judged(samplesBefore, samplesAfter, Work.same(20, 20));
        Change matched = judged(samplesBefore, samplesAfter, Work.of(before, after));

        assertThat(mixed.percent()).isLessThan(-15);
        assertThat(matched.percent()).isCloseTo(0, within(1e-9));
        assertThat(judged(samplesBefore, ofWork(after, 1.02), Work.of(before, after))
                        .verdict())
                .isEqualTo(Verdict.SLOWER);
    }

    @Test
    void workThatLeavesTooLittleToCompareIsNotToldApart() {
        List<String> before = List.of("a", "b", "c", "d");
        assertThat(Work.of(before, before).groups()).isOne();
        assertThat(Work.of(works(5, 5), works(5, 5)).groups()).isEqualTo(2);
        Work unmatched = Work.of(works(9, 1), works(10, 0));
        assertThat(unmatched.groups()).isOne();
        assertThat(unmatched.aside()).isOne();
    }

    /**
     * As the level says: one comparison in a hundred of runs that do not differ, with many measures and unequal noise.
     */
    @Test
    void equalRunsAreCalledDifferentAsSeldomAsTheLevelSays() {
        int called = 0;
        for (int seed = 1_000; seed < 1_200; seed++) {
            Random random = new Random(seed);
            double[] steps = noise(random, 32, 0.2);
            List<Column> columns = new ArrayList<>();
            for (int measure = 0; measure < 20; measure++) {
                columns.add(noisy(random, steps, 16, 1));
            }
            boolean isCalled = Judge.judge(columns, Work.same(16, 16)).stream()
                    .anyMatch(change -> change.verdict().isProven());
            called += isCalled ? 1 : 0;
        }
        assertThat(called).isLessThanOrEqualTo(5);
    }

    /** The smallest detectable change is detected in about four of five comparisons. */
    @Test
    void theSmallestDetectableChangeIsDetectedAsOftenAsItSays() {
        int called = 0;
        for (int seed = 2_000; seed < 2_100; seed++) {
            Random random = new Random(seed);
            double[] steps = noise(random, 40, 0.1);
            List<Column> equal = new ArrayList<>();
            for (int measure = 0; measure < 10; measure++) {
                equal.add(noisy(random, steps, 20, 1));
            }
            double detectable = Judge.judge(equal, Work.same(20, 20)).get(0).detectablePercent();
            double[] others = noise(random, 40, 0.1);
            List<Column> slower = new ArrayList<>();
            for (int measure = 0; measure < 10; measure++) {
                slower.add(noisy(random, others, 20, measure == 0 ? 1 + detectable / 100 : 1));
            }
            called += Judge.judge(slower, Work.same(20, 20)).get(0).verdict() == Verdict.SLOWER ? 1 : 0;
        }
        assertThat(called).isBetween(65, 93);
    }

    private static Change judged(double[] before, double[] after, Work work) {
        return Judge.judge(List.of(column(before, after)), work).get(0);
    }

    private static Column column(double[] before, double[] after) {
        return new Column(Measure.OPERATOR, "mm", List.of(before, after), List.of(50.0, 50.0), false);
    }

    /** Samples that vary with their step, and a little by themselves. */
    private static Column noisy(Random random, double[] steps, int split, double slowdown) {
        double[] samples = noise(random, steps.length, 0.05);
        for (int i = 0; i < samples.length; i++) {
            samples[i] *= steps[i] * (i < split ? 1 : slowdown);
        }
        return column(Arrays.copyOf(samples, split), Arrays.copyOfRange(samples, split, samples.length));
    }

    private static double[] noise(Random random, int count, double deviation) {
        double[] factors = new double[count];
        for (int i = 0; i < count; i++) {
            factors[i] = Math.max(0.1, 1 + deviation * random.nextGaussian());
        }
        return factors;
    }

    private static List<String> works(int shorter, int longer) {
        List<String> works = new ArrayList<>(Collections.nCopies(shorter, "short"));
        works.addAll(Collections.nCopies(longer, "long"));
        return works;
    }

    private static double[] ofWork(List<String> works, double factor) {
        return works.stream()
                .mapToDouble(work -> (work.equals("short") ? 100 : 200) * factor)
                .toArray();
    }

    private static double[] same(int count, double value) {
        double[] samples = new double[count];
        Arrays.fill(samples, value);
        return samples;
    }
}
