package io.tracemill.cli.bench.faults;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * How the runs of one fault were judged.
 *
 * @param fault the fault, as the simulator names it; {@code none} and {@code no-telemetry} for runs that have none
 * @param code its cause; empty for runs without a fault
 * @param verdicts what was said of each run
 */
public record FaultScore(String fault, String code, List<RunVerdict> verdicts) {

    /** Least cost of a fault that counts, in percent of the step time: the part from which a step counts as slow. */
    static final double COUNTS_FROM_PERCENT = 3;

    /** A share of some cases, with the interval in which its true value lies with 95 %. */
    public record Share(int hits, int cases) {

        private static final double Z = 1.959964; // of a normal distribution

        /** The interval's lower end, after Wilson (1927); 0 without cases. */
        public double low() {
            return bound(-1);
        }

        /** The interval's upper end; 1 without cases. */
        public double high() {
            return cases == 0 ? 1 : bound(1);
        }

        /** It with its interval, for people; a dash without cases. */
        public String text() {
            return cases == 0
                    ? "-"
                    : String.format(Locale.ROOT, "%d of %d [%.1f, %.1f %%]", hits, cases, 100 * low(), 100 * high());
        }

        /** Writes it as an object with a name. */
        public void write(String name, JsonGenerator json) throws IOException {
            json.writeObjectFieldStart(name);
            json.writeNumberField("hits", hits);
            json.writeNumberField("cases", cases);
            json.writeNumberField("low", low());
            json.writeNumberField("high", high());
            json.writeEndObject();
        }

        private double bound(int sign) {
            if (cases == 0) {
                return 0;
            }
            double p = (double) hits / cases;
            double z2 = Z * Z / cases;
            double width = Z * Math.sqrt(p * (1 - p) / cases + z2 / (4 * cases));
            return Math.min(1, Math.max(0, (p + z2 / 2 + sign * width) / (1 + z2)));
        }
    }

    /** In one line what was found and said. */
    public String summary() {
        return fault + ": of " + verdicts.size() + " runs " + counted().size() + " count; found "
                + found().hits() + ", cause right in " + causeRight().hits() + ", unknown in "
                + unknown().hits() + ", innocents named in " + innocent().hits() + "; causes named " + causes();
    }

    /** In how many runs each cause is named first of a finding. */
    private Map<String, Long> causes() {
        return verdicts.stream()
                .flatMap(run -> run.causes().stream().distinct())
                .collect(Collectors.groupingBy(cause -> cause, TreeMap::new, Collectors.counting()));
    }

    private List<RunVerdict> counted() {
        return verdicts.stream()
                .filter(run -> run.costPercent() >= COUNTS_FROM_PERCENT)
                .toList();
    }

    /** Runs whose fault was found where it is, of those in which it costs enough. */
    public Share found() {
        return share(counted(), RunVerdict::found);
    }

    /** Runs with the right cause, of those that were found. */
    public Share causeRight() {
        return share(counted().stream().filter(RunVerdict::found).toList(), RunVerdict::named);
    }

    /** Runs in which a rank is named with which nothing is wrong. */
    public Share innocent() {
        return share(verdicts, run -> run.innocents() > 0);
    }

    /** Runs of which it is said that nothing known explains them, of those in which the fault costs enough. */
    public Share unknown() {
        return share(counted(), RunVerdict::unknown);
    }

    /** Runs of this fault that have a cause. */
    int naming(String cause) {
        return (int)
                verdicts.stream().filter(run -> run.causes().contains(cause)).count();
    }

    /** Median of the delays of the runs whose fault was found, in s; 0 if none was. */
    double medianDelaySeconds() {
        double[] sorted = delays();
        return sorted.length == 0 ? 0 : sorted[(sorted.length - 1) / 2];
    }

    /** Longest delay of the runs whose fault was found, in s; 0 if none was. */
    double longestDelaySeconds() {
        double[] sorted = delays();
        return sorted.length == 0 ? 0 : sorted[sorted.length - 1];
    }

    private double[] delays() {
        return counted().stream()
                .filter(RunVerdict::found)
                .mapToDouble(RunVerdict::delaySeconds)
                .sorted()
                .toArray();
    }

    private static Share share(List<RunVerdict> runs, Predicate<RunVerdict> hit) {
        return new Share((int) runs.stream().filter(hit).count(), runs.size());
    }
}
