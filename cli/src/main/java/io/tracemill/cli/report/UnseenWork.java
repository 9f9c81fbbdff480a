package io.tracemill.cli.report;

import io.tracemill.cli.report.sheet.Quantity;
import io.tracemill.cli.report.sheet.Sentence;
import io.tracemill.cli.report.sheet.Unit;
import io.tracemill.schemas.EventKind;
import io.tracemill.schemas.IngestTotals;
import io.tracemill.schemas.TraceHeader;
import io.tracemill.schemas.TraceInfo;
import io.tracemill.schemas.wording.Language;
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
        BottleneckWords words = new BottleneckWords(Language.EN);
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
                    .text((events == 1 ? " event" : " events") + " on processes named "
                            + names(unrecognised.keySet().stream().sorted().toList(), words)
                            + " and no rule that makes them device work."));
        }
        if (trace.getDeviceEvents() == 0 && totals.getLaunchesWithoutDeviceEvents() > 0) {
            long launches = totals.getLaunchesWithoutDeviceEvents();
            warnings.add(Sentence.warning("")
                    .count(launches)
                    .text((launches == 1 ? " launch call has" : " launch calls have")
                            + " no device event, so the profiler lost the events of the device or did not"
                            + " record it."));
        }
        return warnings;
    }

    /** What can be said of the devices of a trace without device events. */
    static Sentence verdict(TraceInfo trace, BottleneckWords words) {
        IngestTotals totals = trace.getTotals();
        if (totals != null && totals.getTruncated()) {
            return words.sentence("unseen.CUT", Map.of());
        }
        if (totals != null && totals.getLaunchesWithoutDeviceEvents() > 0) {
            return words.sentence(
                    "unseen.LAUNCHES",
                    Map.of("count", new Quantity(totals.getLaunchesWithoutDeviceEvents(), Unit.COUNT)));
        }
        boolean recognised = totals != null && (totals.getUnrecognised().isEmpty() && knowsHost(trace.getKinds()));
        return recognised
                ? words.sentence("unseen.NOTHING", Map.of())
                : words.sentence(
                        "unseen.UNRECOGNISED",
                        Map.of("processes", new Sentence.Words(processes(trace.getHeader(), words))));
    }

    /** Whether events of the host have kinds, so that the events of a device would have had them, too. */
    private static boolean knowsHost(Map<String, Long> kinds) {
        return Stream.of(
                        EventKind.OPERATOR, EventKind.ANNOTATION, EventKind.PYTHON, EventKind.RUNTIME, EventKind.LAUNCH)
                .anyMatch(kind -> kinds.containsKey(kind.name()));
    }

    private static String processes(@Nullable TraceHeader header, BottleneckWords words) {
        List<String> names = header == null
                ? List.of()
                : header.getProcessNames().values().stream().distinct().sorted().toList();
        return names.isEmpty() ? "" : words.fill("unseen.processes", Map.of("names", names(names, words)));
    }

    private static String names(List<String> names, BottleneckWords words) {
        String some = String.join(", ", names.subList(0, Math.min(MOST_NAMES, names.size())));
        return names.size() > MOST_NAMES
                ? words.fill("unseen.more", Map.of("names", some, "count", Integer.toString(names.size() - MOST_NAMES)))
                : some;
    }
}
