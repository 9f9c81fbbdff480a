package io.tracemill.cli.page.picture;

import io.tracemill.schemas.DeviceStats;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Steps of a device that are shown event by event: the median and the slowest, and those that were asked for. */
final class ChosenSteps {

    private ChosenSteps() {}

    /**
     * The steps, each with why it was chosen. Those that are whole are chosen from, if there are some; without steps it
     * is the whole window.
     *
     * @param windows the windows of the device
     */
    static Map<DeviceStats, String> of(List<DeviceStats> windows, Set<Integer> asked) {
        List<DeviceStats> steps = windows.stream()
                .filter(row -> row.getStep() != null && row.getStep() >= 0 && row.getTotalNs() > 0)
                .sorted(Comparator.comparingLong(DeviceStats::getTotalNs).thenComparing(DeviceStats::getStep))
                .toList();
        List<DeviceStats> whole =
                steps.stream().filter(row -> !row.getTruncated()).toList();
        List<DeviceStats> from = whole.isEmpty() ? steps : whole;
        Map<DeviceStats, String> chosen = new LinkedHashMap<>();
        if (!from.isEmpty()) {
            chosen.put(from.get((from.size() - 1) / 2), "median");
            chosen.putIfAbsent(from.get(from.size() - 1), "slowest");
        }
        windows.stream()
                .filter(row -> row.getStep() != null && asked.contains(row.getStep()))
                .forEach(row -> chosen.putIfAbsent(row, "asked"));
        if (chosen.isEmpty()) {
            windows.stream().filter(row -> row.getStep() == null).forEach(row -> chosen.put(row, "whole"));
        }
        return chosen;
    }
}
