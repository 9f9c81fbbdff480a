package io.tracemill.cli.trends;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.StringJoiner;
import org.junit.jupiter.api.Test;

/**
 * How many changes are found, and how often one is that is none, in generated series. It writes both to
 * {@code change-point-rates.txt} in the build directory. {@code tracemill.trends.series} is the number of series of each
 * kind.
 */
class ChangePointRatesTest {

    private static final int SERIES = Integer.getInteger("tracemill.trends.series", 6);
    private static final int MEASURES = 6;
    private static final int[][] DAYS = {{12, 3}, {20, 3}, {20, 5}, {15, 15}, {10, 5, 10}};
    private static final double[] LEVELS = {3, 5, 10};
    private static final int[] LENGTHS = {10, 20, 30, 45, 60};

    private final StringJoiner rates = new StringJoiner("\n", "", "\n");

    /** Noise of a day; its standard deviation is 1 but for days that are far out. */
    private interface Noise {
        double next(Random random);
    }

    private enum Kind implements Noise {
        NORMAL {
            @Override
            public double next(Random random) {
                return random.nextGaussian();
            }
        },
        /** Of Student's t distribution with three degrees of freedom, whose variance is 3. */
        HEAVY_TAILS {
            @Override
            public double next(Random random) {
                double squares = 0;
                for (int i = 0; i < 3; i++) {
                    double normal = random.nextGaussian();
                    squares += normal * normal;
                }
                return random.nextGaussian() / Math.sqrt(squares / 3) / Math.sqrt(3);
            }
        },
        ONE_DAY_IN_TEN_FAR_OUT {
            @Override
            public double next(Random random) {
                double far = random.nextInt(10) == 0 ? 10 * Math.signum(random.nextDouble() - 0.5) : 0;
                return random.nextGaussian() + far;
            }
        }
    }

    /** Series of a number of days, of which the first is higher in its second part. */
    private static List<double[]> series(Random random, Noise noise, int[] parts, double level) {
        List<double[]> measures = new ArrayList<>();
        for (int measure = 0; measure < MEASURES; measure++) {
            List<Double> days = new ArrayList<>();
            for (int part = 0; part < parts.length; part++) {
                for (int day = 0; day < parts[part]; day++) {
                    days.add(100 + noise.next(random) + (measure == 0 && part == 1 ? level : 0));
                }
            }
            measures.add(days.stream().mapToDouble(Double::doubleValue).toArray());
        }
        return measures;
    }

    /** Whether exactly the changes are found, each within a day. */
    private static boolean isFound(int[] parts, List<Integer> found) {
        if (found.size() != parts.length - 1) {
            return false;
        }
        int day = 0;
        for (int part = 0; part < found.size(); part++) {
            day += parts[part];
            if (Math.abs(found.get(part) - day) > 1) {
                return false;
            }
        }
        return true;
    }

    private int found(Noise noise, int[] parts, double level) {
        int hits = 0;
        for (int i = 0; i < SERIES; i++) {
            List<double[]> measures = series(new Random(90_000 + i), noise, parts, level);
            hits += isFound(parts, Segmentation.of(measures).get(0)) ? 1 : 0;
        }
        rates.add(noise + ", days " + Arrays.toString(parts) + ", change of " + level + ": found " + hits + " of "
                + SERIES);
        return hits;
    }

    private int alarms(Noise noise) {
        int alarms = 0;
        for (int length : LENGTHS) {
            for (int i = 0; i < SERIES; i++) {
                List<double[]> measures = series(new Random(95_000 + i), noise, new int[] {length}, 0);
                alarms += Segmentation.of(measures).stream().allMatch(List::isEmpty) ? 0 : 1;
            }
        }
        rates.add(noise + ": a change in " + alarms + " of " + SERIES * LENGTHS.length + " series without one");
        return alarms;
    }

    @Test
    void changesOfFiveDeviationsAreFoundAfterSomeDaysAndFewThatAreNone() throws IOException {
        for (int[] parts : DAYS) {
            for (double level : LEVELS) {
                int hits = found(Kind.NORMAL, parts, level);
                if (parts[1] == 15 && level >= 5) {
                    assertThat(hits).isGreaterThanOrEqualTo(SERIES * 9 / 10);
                }
            }
        }
        found(Kind.ONE_DAY_IN_TEN_FAR_OUT, new int[] {15, 15}, 5);
        int alarms = 0;
        for (Kind noise : Kind.values()) {
            alarms += alarms(noise);
        }
        int series = SERIES * LENGTHS.length * Kind.values().length;
        assertThat(alarms).isLessThanOrEqualTo(3 + series / 50);
        Files.writeString(Path.of("target", "change-point-rates.txt"), rates.toString());
    }
}
