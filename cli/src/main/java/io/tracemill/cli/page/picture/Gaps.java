package io.tracemill.cli.page.picture;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tracemill.schemas.Gap;
import io.tracemill.schemas.GapCause;
import io.tracemill.schemas.IdlePart;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** Times in a window of a device in which nothing ran on it: the longest of them, with the cause if there is one. */
final class Gaps {

    /** Most gaps that are kept. */
    static final int MOST = 500;

    /**
     * A gap.
     *
     * @param part part by the launch of the next event that took most of it; null if there is no next event
     * @param cause what took most of it; null if the archive does not tell
     */
    record Idle(
            long startNanos,
            long durationNanos,
            @Nullable IdlePart part,
            @Nullable GapCause cause) {}

    private final Map<Long, Gap> known;
    private final long from;
    private final long to;
    private final PriorityQueue<Idle> longest =
            new PriorityQueue<>(Comparator.comparingLong(Idle::durationNanos).thenComparing(gap -> -gap.startNanos()));
    private long busyUntil;
    private long idleNanos;
    private long count;

    /**
     * Gaps of a window.
     *
     * @param known gaps of the device that the archive has causes of, by their start
     */
    Gaps(long from, long to, Map<Long, Gap> known) {
        this.from = from;
        this.to = to;
        this.known = known;
        this.busyUntil = from;
    }

    /**
     * Adds an event of the device. Events come by their start.
     *
     * @param launchStart start of its launch call; null if that is unknown
     * @param launchEnd end of its launch call
     */
    void add(long start, long end, @Nullable Long launchStart, long launchEnd) {
        if (start > busyUntil) {
            gap(Math.min(start, to), launchStart == null ? IdlePart.UNKNOWN : part(start, launchStart, launchEnd));
        }
        busyUntil = Math.max(busyUntil, end);
    }

    /** Ends the window. */
    void end() {
        if (to > busyUntil) {
            gap(to, null);
        }
    }

    private IdlePart part(long start, long launchStart, long launchEnd) {
        long host = Math.max(0, Math.min(launchStart, start) - busyUntil);
        long device = Math.max(0, start - Math.max(launchEnd, busyUntil));
        long launch = start - busyUntil - host - device;
        return host >= launch && host >= device ? IdlePart.HOST : launch >= device ? IdlePart.LAUNCH : IdlePart.DEVICE;
    }

    private void gap(long end, @Nullable IdlePart part) {
        Gap found = known.get(busyUntil);
        @Nullable
        GapCause cause =
                found == null ? null : found.getCauses().stream().findFirst().orElse(null);
        longest.add(new Idle(busyUntil, end - busyUntil, cause == null ? part : cause.getPart(), cause));
        if (longest.size() > MOST) {
            longest.poll();
        }
        idleNanos += end - busyUntil;
        count++;
    }

    /** Time of all gaps. */
    long idleNanos() {
        return idleNanos;
    }

    void write(JsonGenerator json) throws IOException {
        List<Idle> gaps = longest.stream()
                .sorted(Comparator.comparingLong(Idle::startNanos))
                .toList();
        json.writeStartObject();
        json.writeNumberField("count", count);
        json.writeNumberField("idle_ns", idleNanos);
        Columns.numbers("start_ns", gaps, gap -> gap.startNanos() - from, json);
        Columns.numbers("duration_ns", gaps, Idle::durationNanos, json);
        Columns.texts(
                "part", gaps, gap -> gap.part() == null ? null : gap.part().name(), json);
        Columns.texts("class", gaps, gap -> gap.cause() == null ? null : kind(gap.cause()), json);
        Columns.texts(
                "name", gaps, gap -> gap.cause() == null ? null : gap.cause().getName(), json);
        json.writeEndObject();
    }

    /** Cause of the time after a launch call, else what the host did. */
    private static String kind(GapCause cause) {
        return cause.getCause() == null
                ? cause.getClass$().name()
                : cause.getCause().name();
    }
}
