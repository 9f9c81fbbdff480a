package io.tracemill.cli.diff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WelchTestTest {

    /** Two-sided 5 %, 1 % and 0.1 % points of the printed tables of Student's t. */
    @Test
    void probabilitiesAreThoseOfTheTables() {
        double[][] points = {
            {1, 12.7062, 0.05},
            {2, 9.92484, 0.01},
            {4, 2.77645, 0.05},
            {5, 6.86883, 0.001},
            {10, 3.16927, 0.01},
            {30, 3.64596, 0.001},
            {120, 1.97993, 0.05}
        };
        for (double[] point : points) {
            assertThat(WelchTest.twoSided(point[1] * point[1], point[0]))
                    .as("t = %s with %s degrees", point[1], point[0])
                    .isCloseTo(point[2], within(point[2] * 1e-4));
        }
    }

    @Test
    void ofOneDegreeOfFreedomItIsTheArcTangent() {
        for (double t : new double[] {0.01, 0.5, 1, 3, 100}) {
            assertThat(WelchTest.twoSided(t * t, 1)).isCloseTo(1 - 2 / Math.PI * Math.atan(t), within(1e-12));
        }
    }

    @Test
    void withoutVarianceAnyDifferenceIsCertain() {
        SampleSummary steady = SampleSummary.of(new double[] {5, 5, 5});
        assertThat(WelchTest.probability(steady, SampleSummary.of(new double[] {5, 5})))
                .isEqualTo(1);
        assertThat(WelchTest.probability(steady, SampleSummary.of(new double[] {6, 6})))
                .isZero();
    }

    /** Of samples from one distribution as many are below a level as the level says. */
    @Test
    void chanceIsMetAsOftenAsItIsSaid() {
        Random random = new Random(1);
        int below = 0;
        for (int i = 0; i < 10_000; i++) {
            if (WelchTest.probability(sample(random, 8, 1), sample(random, 15, 3)) < 0.05) {
                below++;
            }
        }
        assertThat(below).isBetween(420, 580);
    }

    @Test
    void whatIsFarFromTheRestIsSetAside() {
        double[] samples = new double[20];
        Arrays.fill(samples, 10);
        samples[3] = 1000;
        assertThat(SampleSummary.of(samples)).isEqualTo(new SampleSummary(19, 1, 10, 0));
    }

    private static SampleSummary sample(Random random, int count, double deviation) {
        double[] samples = new double[count];
        for (int i = 0; i < count; i++) {
            samples[i] = 100 + deviation * random.nextGaussian();
        }
        double mean = Arrays.stream(samples).average().orElseThrow();
        double squares =
                Arrays.stream(samples).map(x -> (x - mean) * (x - mean)).sum();
        return new SampleSummary(count, 0, mean, Math.sqrt(squares / (count - 1)));
    }
}
