package io.tracemill.cli.bench.alerts;

import io.tracemill.cli.bench.alerts.AlertVerdict.Raised;
import io.tracemill.cli.bench.faults.FaultScore.Share;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How the alerts of the runs of one fault were judged.
 *
 * @param fault the fault, as the simulator names it; {@code none} for runs that have none
 * @param verdicts what was said of each run
 */
public record AlertScore(String fault, List<AlertVerdict> verdicts) {

    /** Runs with a true alert. */
    Share raised() {
        return new Share(all().size(), verdicts.size());
    }

    /** Runs whose true alert is told in time, of those with one. */
    Share inTime() {
        return new Share((int) all().stream().filter(Raised::inTime).count(), all().size());
    }

    private List<Raised> all() {
        return verdicts.stream()
                .map(AlertVerdict::raised)
                .flatMap(Optional::stream)
                .toList();
    }

    /** True alerts of all alerts: of those that fired first in a run, and of the false ones. */
    Share precision() {
        return new Share(all().size(), all().size() + falseAlerts());
    }

    int falseAlerts() {
        return verdicts.stream().mapToInt(AlertVerdict::falseAlerts).sum();
    }

    double deviceHours() {
        return verdicts.stream().mapToDouble(AlertVerdict::deviceHours).sum();
    }

    /** Median of the minutes until it was told; 0 without an alert. */
    double medianMinutes() {
        List<Double> sorted = all().stream().map(Raised::minutes).sorted().toList();
        return sorted.isEmpty() ? 0 : sorted.get((sorted.size() - 1) / 2);
    }

    /** Most minutes until it was told; 0 without an alert. */
    double mostMinutes() {
        return all().stream().mapToDouble(Raised::minutes).max().orElse(0);
    }

    /** How often each rule was the first to fire. */
    Map<String, Long> rules() {
        return all().stream().collect(Collectors.groupingBy(Raised::rule, TreeMap::new, Collectors.counting()));
    }

    /** In one line what was raised. */
    String summary() {
        return String.format(
                Locale.ROOT,
                "%s: of %d runs %d raised, %d in time, after %.1f min (median) and %.1f (most); false alerts %d in %.0f"
                        + " device-hours; first to fire %s",
                fault,
                verdicts.size(),
                raised().hits(),
                inTime().hits(),
                medianMinutes(),
                mostMinutes(),
                falseAlerts(),
                deviceHours(),
                rules());
    }
}
