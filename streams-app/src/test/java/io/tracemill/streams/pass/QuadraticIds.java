package io.tracemill.streams.pass;

import io.tracemill.schemas.EventKind;
import io.tracemill.schemas.TraceEvent;
import io.tracemill.schemas.TraceEventBatch;
import java.util.List;
import java.util.Objects;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reference for ids: compares every span with every other, without any state. */
final class QuadraticIds {

    private final TraceEventBatch batch;
    private final List<TraceEvent> events;
    private final long minNanos;

    /**
     * Creates the reference for a trace.
     *
     * @param batch all events of the trace
     * @param minNanos shorter spans are not written, in ns
     */
    QuadraticIds(TraceEventBatch batch, long minNanos) {
        this.batch = batch;
        this.events = batch.getEvents();
        this.minNanos = minNanos;
    }

    /** A line for each written span, as {@link PassRun#ids()} has it. */
    List<String> lines() {
        return IntStream.range(0, events.size())
                .filter(this::isWritten)
                .mapToObj(this::line)
                .toList();
    }

    private String line(int id) {
        TraceEvent event = events.get(id);
        String name = string(event.getName());
        boolean host = event.getLaunchInTrace() == null && event.getDevice() == null;
        boolean call = event.getKind() == EventKind.LAUNCH || event.getKind() == EventKind.RUNTIME;
        Integer launch = event.getLaunchInTrace() == null ? null : launch(event);
        if (launch == null) {
            return text(id, name, host ? parent(id) : null, call ? owner(id) : null, null, null, null);
        }
        TraceEvent cause = events.get(launch);
        Integer written = isWritten(launch) ? launch : parent(launch);
        return text(id, name, null, owner(launch), written, string(cause.getProcess()), string(cause.getThread()));
    }

    private static String text(@Nullable Object... values) {
        return Stream.of(values)
                .map(value -> Objects.requireNonNullElse(value, "-").toString())
                .collect(Collectors.joining(" "));
    }

    private @Nullable Integer launch(TraceEvent deviceEvent) {
        return last(
                events.size(),
                i -> events.get(i).getLaunchedEvents() != null
                        && events.get(i).getCorrelationId().equals(deviceEvent.getCorrelationId()));
    }

    private @Nullable Integer parent(int id) {
        return last(id, i -> isOpen(i, id));
    }

    private @Nullable Integer owner(int id) {
        Integer operator = last(id, i -> isOpen(i, id) && events.get(i).getKind() == EventKind.OPERATOR);
        return operator == null ? parent(id) : operator;
    }

    private static @Nullable Integer last(int before, IntPredicate condition) {
        for (int i = before - 1; i >= 0; i--) {
            if (condition.test(i)) {
                return i;
            }
        }
        return null;
    }

    /** Whether a written operator or annotation is open around a later event of its thread. */
    private boolean isOpen(int around, int id) {
        TraceEvent span = events.get(around);
        TraceEvent event = events.get(id);
        boolean nests = span.getKind() == EventKind.OPERATOR || span.getKind() == EventKind.ANNOTATION;
        return nests
                && isWritten(around)
                && span.getProcess().equals(event.getProcess())
                && span.getThread().equals(event.getThread())
                && event.getStartNs() < span.getStartNs() + span.getDurationNs();
    }

    private boolean isWritten(int id) {
        return events.get(id).getDurationNs() >= minNanos;
    }

    private @Nullable String string(@Nullable Integer index) {
        return index == null ? null : batch.getStrings().get(index);
    }
}
