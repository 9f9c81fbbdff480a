package io.tracemill.streams.pass;

import io.tracemill.schemas.EventKind;
import io.tracemill.schemas.Phase;
import io.tracemill.schemas.PhaseMark;
import io.tracemill.schemas.TraceEvent;
import io.tracemill.schemas.TraceEventBatch;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Phases of a whole trace by their definition: compares every launch, and every nanosecond, with every frame. */
final class PhasesByNanosecond {

    static final String[] COLUMNS = {"device", "phase", "device_ns", "communication_ns", "host_ns"};

    private static final Set<EventKind> FRAMES = EnumSet.of(EventKind.OPERATOR, EventKind.ANNOTATION, EventKind.PYTHON);

    private final TraceEventBatch batch;
    private final boolean training;

    PhasesByNanosecond(TraceEventBatch whole) {
        this.batch = whole;
        this.training = whole.getHeader() != null && whole.getHeader().getHasBackward();
    }

    private String text(Integer index) {
        return index == null ? "null" : batch.getStrings().get(index);
    }

    private String lane(TraceEvent event) {
        return text(event.getProcess()) + "/" + text(event.getThread());
    }

    private static long end(TraceEvent event) {
        return event.getStartNs() + event.getDurationNs();
    }

    private List<TraceEvent> openAt(String lane, long nanos) {
        return batch.getEvents().stream()
                .filter(event -> FRAMES.contains(event.getKind()) && lane(event).equals(lane))
                .filter(event -> event.getStartNs() <= nanos && nanos < end(event))
                .toList();
    }

    private Phase phase(List<TraceEvent> open) {
        Set<PhaseMark> marks = open.stream()
                .filter(event -> event.getPhaseMark() != null)
                .map(TraceEvent::getPhaseMark)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(PhaseMark.class)));
        if (marks.isEmpty()) {
            return Phase.OTHER;
        }
        PhaseMark first = marks.iterator().next();
        if (first == PhaseMark.STEP) {
            return training ? Phase.FORWARD : Phase.INFERENCE;
        }
        boolean both = first == PhaseMark.PREFILL && marks.contains(PhaseMark.DECODE);
        return both ? Phase.MIXED : Phase.valueOf(first.name());
    }

    /** Rows of the whole trace, without those of steps. */
    List<String> rows() {
        List<String> rows = new ArrayList<>();
        deviceTimes().forEach((key, times) -> {
            if (times[0] > 0) {
                rows.add(key + " " + times[0] + " " + times[1] + " null");
            }
        });
        hostTimes().forEach((phase, nanos) -> rows.add("null " + phase + " null null " + nanos));
        return rows;
    }

    private Map<String, long[]> deviceTimes() {
        Map<Long, TraceEvent> launches = new HashMap<>();
        for (TraceEvent event : batch.getEvents()) {
            if (event.getLaunchedEvents() != null) {
                launches.putIfAbsent(event.getCorrelationId(), event);
            }
        }
        Map<String, long[]> times = new TreeMap<>();
        for (TraceEvent event : batch.getEvents()) {
            if (event.getLaunchInTrace() != null) {
                TraceEvent launch = launches.get(event.getCorrelationId());
                Phase phase = launch == null ? Phase.NO_LAUNCH : phase(openAround(launch));
                long[] sums = times.computeIfAbsent(text(event.getDevice()) + " " + phase, key -> new long[2]);
                sums[0] += event.getDurationNs();
                sums[1] += event.getKind() == EventKind.COMMUNICATION ? event.getDurationNs() : 0;
            }
        }
        return times;
    }

    /** What is open at a launch: no frame that comes after it, by the order of the trace. */
    private List<TraceEvent> openAround(TraceEvent launch) {
        List<TraceEvent> before = batch.getEvents().subList(0, batch.getEvents().indexOf(launch));
        return openAt(lane(launch), launch.getStartNs()).stream()
                .filter(frame -> before.contains(frame))
                .toList();
    }

    private Map<Phase, Long> hostTimes() {
        long end = batch.getEvents().stream()
                .mapToLong(PhasesByNanosecond::end)
                .max()
                .orElse(0);
        Map<Phase, Long> times = new TreeMap<>();
        for (String lane : batch.getEvents().stream().map(this::lane).distinct().toList()) {
            for (long now = 0; now < end; now++) {
                List<TraceEvent> open = openAt(lane, now);
                if (open.stream().anyMatch(PhasesByNanosecond::counts)) {
                    times.merge(phase(open), 1L, Long::sum);
                }
            }
        }
        return times;
    }

    private static boolean counts(TraceEvent frame) {
        boolean tells = frame.getPhaseMark() != null && frame.getPhaseMark() != PhaseMark.STEP;
        return frame.getKind() == EventKind.OPERATOR || (frame.getKind() == EventKind.ANNOTATION && tells);
    }
}
