package io.tracemill.cli.diff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class StudentTTest {

    /** Two-sided 5 %, 1 % and 0.1 % points of the printed tables of Student's t. */
    private static final double[][] POINTS = {
        {1, 12.7062, 0.05},
        {2, 9.92484, 0.01},
        {4, 2.77645, 0.05},
        {5, 6.86883, 0.001},
        {10, 3.16927, 0.01},
        {30, 3.64596, 0.001},
        {120, 1.97993, 0.05}
    };

    @Test
    void probabilitiesAreThoseOfTheTables() {
        for (double[] point : POINTS) {
            assertThat(StudentT.twoSided(point[1] * point[1], point[0]))
                    .as("t = %s with %s degrees", point[1], point[0])
                    .isCloseTo(point[2], within(point[2] * 1e-4));
        }
    }

    @Test
    void quantilesAreThoseOfTheTables() {
        for (double[] point : POINTS) {
            assertThat(StudentT.quantile(point[2], point[0]))
                    .as("%s with %s degrees", point[2], point[0])
                    .isCloseTo(point[1], within(point[1] * 1e-5));
        }
    }

    @Test
    void ofOneDegreeOfFreedomItIsTheArcTangent() {
        for (double t : new double[] {0.01, 0.5, 1, 3, 100}) {
            assertThat(StudentT.twoSided(t * t, 1)).isCloseTo(1 - 2 / Math.PI * Math.atan(t), within(1e-12));
        }
    }

    /** 2.5758 standard deviations of a normal distribution are exceeded in one of a hundred cases. */
    @Test
    void ofManyDegreesItIsAboutNormal() {
        for (double freedom : new double[] {5, 10, 40, 1_000}) {
            double t = StudentT.quantile(0.01, freedom);
            assertThat(StudentT.normal(t, freedom)).isCloseTo(2.5758, within(0.02));
            assertThat(StudentT.ofNormal(StudentT.normal(t, freedom), freedom)).isCloseTo(t, within(1e-9));
        }
    }
}
