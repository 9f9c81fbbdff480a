package io.tracemill.streams.classify;

import io.tracemill.schemas.DeviceStats;
import io.tracemill.schemas.Remark;
import io.tracemill.schemas.wording.Figure;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Steps of a device that are much longer than the others, as those in which the training warms up. The time before the
 * first step and the step that the end of the trace cuts are no steps.
 */
final class SlowSteps {

    private static final double SLOW_FACTOR = 1.5;
    private static final int FEWEST_STEPS = 3;
    private static final int MOST_NAMED = 3;

    private SlowSteps() {}

    /** Remarks on the slowest steps of each device. */
    static Map<@Nullable String, List<Remark>> byDevice(List<DeviceStats> rows, Map<Window, IdleShares> idle) {
        Map<@Nullable String, List<DeviceStats>> steps = new HashMap<>();
        rows.stream()
                .filter(row -> row.getStep() != null && row.getStep() >= 0 && !row.getTruncated())
                .forEach(row -> steps.computeIfAbsent(row.getDevice(), device -> new ArrayList<>())
                        .add(row));
        Map<@Nullable String, List<Remark>> remarks = new HashMap<>();
        steps.forEach((device, its) -> remarks.put(device, of(its, idle)));
        return remarks;
    }

    private static List<Remark> of(List<DeviceStats> steps, Map<Window, IdleShares> idle) {
        if (steps.size() < FEWEST_STEPS) {
            return List.of();
        }
        List<DeviceStats> longestFirst = steps.stream()
                .sorted(Comparator.comparingLong((DeviceStats row) -> -row.getTotalNs())
                        .thenComparing(DeviceStats::getStep))
                .toList();
        List<Remark> remarks = new ArrayList<>();
        for (int i = 0; i < MOST_NAMED; i++) {
            DeviceStats row = longestFirst.get(i);
            long median = medianWithout(i, longestFirst);
            if (row.getTotalNs() > SLOW_FACTOR * median && median > 0) {
                IdleShares shares = Objects.requireNonNullElse(idle.get(Window.of(row)), IdleShares.NONE);
                remarks.add(remark(row, (double) row.getTotalNs() / median, shares));
            }
        }
        return remarks;
    }

    /** Lower median of the lengths of all steps but one. */
    private static long medianWithout(int index, List<DeviceStats> longestFirst) {
        int others = longestFirst.size() - 1;
        int lower = others / 2;
        return longestFirst.get(index <= lower ? lower + 1 : lower).getTotalNs();
    }

    private static Remark remark(DeviceStats row, double factor, IdleShares idle) {
        Map<String, String> values = new HashMap<>(Map.of(
                "step", row.getStep().toString(),
                "time", Figure.time(row.getTotalNs()),
                "factor", Figure.factor(factor)));
        if (idle.shares().isEmpty()) {
            return Remarks.evidence("SLOW_STEP", values);
        }
        IdleShare largest = idle.shares().get(0);
        values.put("idle", Figure.time(largest.nanos()));
        values.put("activity", largest.code());
        return Remarks.evidence("SLOW_STEP_BY_CAUSE", values);
    }
}
