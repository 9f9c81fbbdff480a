package io.tracemill.cli.export;

import io.tracemill.cli.query.TraceRows;
import io.tracemill.cli.terminal.Failure;
import io.tracemill.schemas.DeviceStats;
import java.io.IOException;
import java.util.List;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.StringJoiner;
import java.util.TreeSet;

/** The cut of a step: from where the host begins it, or a device if that is earlier, to where both have ended it. */
final class StepCut {

    private StepCut() {}

    /**
     * The cut of a step.
     *
     * @throws Failure if the trace does not have the step; it says which it has
     */
    static Cut of(int step, TraceRows rows, List<DeviceStats> windows) throws IOException {
        long[] bounds = {Long.MAX_VALUE, Long.MIN_VALUE};
        for (DeviceStats window : windows) {
            if (Objects.equals(window.getStep(), step)) {
                extend(bounds, window.getStartNs(), window.getStartNs() + window.getTotalNs());
            }
        }
        NavigableSet<Integer> marked = new TreeSet<>();
        rows.each(
                "step_mark, start_ns, end_ns", "spans", "step_mark is not null and device is null", List.of(), row -> {
                    int mark = (int) row.number("step_mark", 0);
                    marked.add(mark);
                    if (mark == step) {
                        extend(bounds, row.number("start_ns", 0), row.number("end_ns", 0));
                    }
                });
        if (bounds[0] >= bounds[1]) {
            windows.stream().map(DeviceStats::getStep).filter(Objects::nonNull).forEach(marked::add);
            throw new Failure("trace " + rows.trace().getTraceId() + " has no step " + step
                    + (marked.isEmpty() ? ", and no other" : ", expected one of " + ranges(marked)));
        }
        return new Cut(bounds[0], bounds[1]);
    }

    private static void extend(long[] bounds, long start, long end) {
        bounds[0] = Math.min(bounds[0], start);
        bounds[1] = Math.max(bounds[1], end);
    }

    /** Numbers with those that follow each other as ranges: {@code -1 to 3, 7}. */
    static String ranges(NavigableSet<Integer> numbers) {
        StringJoiner ranges = new StringJoiner(", ");
        int first = numbers.first();
        int last = first;
        for (int number : numbers.tailSet(first, false)) {
            if (number != last + 1) {
                ranges.add(range(first, last));
                first = number;
            }
            last = number;
        }
        return ranges.add(range(first, last)).toString();
    }

    private static String range(int first, int last) {
        return first == last ? Integer.toString(first) : first + " to " + last;
    }
}
