package io.tracemill.cli.trends;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** On generated series with noise of a standard deviation of 1 and known changes. */
class SegmentationTest {

    private static final int MEASURES = 6;

    /** Series of which the first has levels, each for some days, and the others none. */
    private static List<double[]> series(Random random, int[] days, double... levels) {
        int count = Arrays.stream(days).sum();
        List<double[]> measures = new ArrayList<>();
        for (int measure = 0; measure < MEASURES; measure++) {
            double[] values = new double[count];
            int day = 0;
            for (int part = 0; part < days.length; part++) {
                for (int i = 0; i < days[part]; i++) {
                    values[day++] = 100 + random.nextGaussian() + (measure == 0 ? levels[part] : 0);
                }
            }
            measures.add(values);
        }
        return measures;
    }

    private static int alarms(int runs, int days, boolean outliers) {
        int alarms = 0;
        for (int run = 0; run < runs; run++) {
            Random random = new Random(70_000 + run);
            List<double[]> measures = series(random, new int[] {days}, 0);
            if (outliers) {
                measures.forEach(values -> Arrays.setAll(
                        values, day -> values[day] + (random.nextInt(10) == 0 ? 20 * random.nextGaussian() : 0)));
            }
            alarms += Segmentation.of(measures).stream().allMatch(List::isEmpty) ? 0 : 1;
        }
        return alarms;
    }

    private static int found(int runs, int[] days, double... levels) {
        List<Integer> changes = new ArrayList<>();
        int day = 0;
        for (int part = 0; part + 1 < days.length; part++) {
            changes.add(day += days[part]);
        }
        int found = 0;
        for (int run = 0; run < runs; run++) {
            List<Integer> answer = Segmentation.of(series(new Random(80_000 + run), days, levels))
                    .get(0);
            found += answer.equals(changes) ? 1 : 0;
        }
        return found;
    }

    /** Of 400 series, 4 are expected at the limit of 1 %; more than 10 have a probability of 0.3 %. */
    @Test
    void withoutAChangeOneSeriesInAHundredHasOne() {
        assertThat(alarms(400, 14, false)).isBetween(1, 10);
        assertThat(alarms(200, 30, false)).isLessThanOrEqualTo(7);
    }

    @Test
    void daysThatAreFarOutAreNoChanges() {
        assertThat(alarms(300, 21, true)).isLessThanOrEqualTo(9);
        double[] days = new double[20];
        Arrays.setAll(days, day -> 100 + day % 3);
        days[9] = 1_000;
        assertThat(Segmentation.of(List.of(days))).containsExactly(List.of());
    }

    @Test
    void aChangeOfFiveDeviationsIsFoundOnItsDay() {
        assertThat(found(40, new int[] {20, 10}, 0, 5)).isGreaterThanOrEqualTo(37);
        assertThat(found(40, new int[] {20, 10}, 0, -5)).isGreaterThanOrEqualTo(37);
        assertThat(found(40, new int[] {14, 5}, 0, 8)).isGreaterThanOrEqualTo(32);
    }

    @Test
    void aSlowWeekEndsAndEachStepOfALadderIsFound() {
        assertThat(found(30, new int[] {14, 7, 14}, 0, 8, 0)).isGreaterThanOrEqualTo(24);
        assertThat(found(30, new int[] {14, 14, 14}, 0, 8, 16)).isGreaterThanOrEqualTo(24);
    }

    @Test
    void daysWithoutAValueAreLeftOut() {
        List<double[]> measures = series(new Random(1), new int[] {16, 16}, 0, 10);
        measures.get(0)[3] = Double.NaN;
        Arrays.fill(measures.get(1), Double.NaN);
        assertThat(Segmentation.of(measures).get(0)).containsExactly(16);
        assertThat(Segmentation.of(measures).get(1)).isEmpty();
    }

    @Test
    void equalAndFewDaysHaveNoChange() {
        assertThat(Segmentation.of(List.of(new double[20]))).containsExactly(List.of());
        assertThat(Segmentation.of(List.of(new double[] {1, 1, 9, 9}))).containsExactly(List.of());
        assertThat(Segmentation.of(List.of(new double[0]))).containsExactly(List.of());
    }
}
