package io.tracemill.cli.report;

import io.tracemill.cli.report.sheet.Sentence;
import io.tracemill.schemas.EventKind;
import io.tracemill.schemas.IngestTotals;
import io.tracemill.schemas.TraceHeader;
import io.tracemill.schemas.TraceInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Work of devices that a trace does not show, or shows in a way that no rule recognises. */
final class UnseenWork {

    private static final int MOST_NAMES = 8;

    private UnseenWork() {}

    /** Warnings that there is such work. */
    static List<Sentence> warnings(TraceInfo trace) {
        List<Sentence> warnings = new ArrayList<>();
        IngestTotals totals = trace.getTotals();
        if (totals == null) {
            return warnings;
        }
        Map<String, Long> unrecognised = totals.getUnrecognised();
        if (!unrecognised.isEmpty()) {
            long events =
                    unrecognised.values().stream().mapToLong(Long::longValue).sum();
            warnings.add(Sentence.warning("")
                    .count(events)
                    .text(" events on processes named " + names(unrecognised.keySet().stream())
                            + " and no rule that makes them device work."));
        }
        if (trace.getDeviceEvents() == 0 && totals.getLaunchesWithoutDeviceEvents() > 0) {
            warnings.add(Sentence.warning("")
                    .count(totals.getLaunchesWithoutDeviceEvents())
                    .text(" launch calls have no device event, so the profiler lost the events of the device or did not"
                            + " record it."));
        }
        return warnings;
    }

    /** What can be said of the devices of a trace without device events. */
    static Sentence verdict(TraceInfo trace) {
        IngestTotals totals = trace.getTotals();
        if (totals != null && totals.getTruncated()) {
            return Sentence.of(
                    "No device worked in what is left of this trace; what is cut off may hold what they did.");
        }
        if (totals != null && totals.getLaunchesWithoutDeviceEvents() > 0) {
            return Sentence.of("")
                    .count(totals.getLaunchesWithoutDeviceEvents())
                    .text(" launch calls have no device event, so what a device is bound by is unknown.");
        }
        boolean recognised = totals != null && (totals.getUnrecognised().isEmpty() && knowsHost(trace.getKinds()));
        return recognised
                ? Sentence.of("No device worked in this trace, so there is nothing a device could be bound by.")
                : Sentence.of("No event was recognised as a device's" + processes(trace.getHeader()) + ".");
    }

    /** Whether events of the host have kinds, so that the events of a device would have had them, too. */
    private static boolean knowsHost(Map<String, Long> kinds) {
        return Stream.of(
                        EventKind.OPERATOR, EventKind.ANNOTATION, EventKind.PYTHON, EventKind.RUNTIME, EventKind.LAUNCH)
                .anyMatch(kind -> kinds.containsKey(kind.name()));
    }

    private static String processes(@Nullable TraceHeader header) {
        List<String> names = header == null
                ? List.of()
                : header.getProcessNames().values().stream().distinct().sorted().toList();
        return names.isEmpty() ? "" : "; processes: " + names(names.stream());
    }

    private static String names(Stream<String> names) {
        List<String> all = names.sorted().toList();
        String some = String.join(", ", all.subList(0, Math.min(MOST_NAMES, all.size())));
        return all.size() > MOST_NAMES ? some + " and " + (all.size() - MOST_NAMES) + " more" : some;
    }
}
