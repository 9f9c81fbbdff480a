package io.tracemill.streams.write;

import io.tracemill.schemas.EventKind;
import io.tracemill.schemas.Span;
import io.tracemill.schemas.TraceEvent;
import io.tracemill.streams.trace.BatchStrings;
import io.tracemill.streams.trace.Launch;
import io.tracemill.streams.trace.Named;
import io.tracemill.streams.trace.TraceSpan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Spans and one string table for all of them: the content of a span batch, growing. */
public final class SpanTable {

    /** What the numbers of a span take encoded, about. */
    private static final int SPAN_BYTES = 80;

    /** What one of its counters takes, about. */
    private static final int COUNTER_BYTES = 50;

    /** Stands for this table where strings remember their index in it, without keeping its spans alive. */
    private final Object id = new Object();

    private final List<String> strings = new ArrayList<>();
    private final Map<String, Integer> indexes = new HashMap<>();
    private final List<Span> spans = new ArrayList<>();
    private long bytes;

    /** Adds a span; returns its position. */
    public int add(TraceSpan span) {
        Launch launch = span.launch();
        Launch.Timing timing = launch == null ? null : launch.timing();
        spans.add(new Span(
                event(span),
                index(span.owner()),
                timing == null ? null : timing.startNanos(),
                timing == null ? null : timing.durationNanos(),
                timing == null ? null : Math.max(0, span.startNanos() - timing.endNanos()),
                index(span.parent()),
                span.isOnHost() ? span.depth() : null,
                selfNanos(span),
                span.step() == Launch.BEFORE_STEPS ? null : span.step()));
        bytes += bytesOf(span);
        return spans.size() - 1;
    }

    /** What a span takes encoded, without its strings, about: a character counts as the one byte it mostly is. */
    public static long bytesOf(TraceSpan span) {
        String args = span.event().getArgs();
        Map<String, Double> counters = span.event().getCounters();
        return SPAN_BYTES
                + (args == null ? 0 : args.length())
                + (counters == null ? 0L : (long) COUNTER_BYTES * counters.size());
    }

    private static @Nullable Long selfNanos(TraceSpan span) {
        boolean nests = span.kind() == EventKind.OPERATOR || (span.kind() == EventKind.ANNOTATION && span.nests());
        return nests ? span.selfNanos() : null;
    }

    /** Index of a name in this table's strings; null for none. */
    public @Nullable Integer index(@Nullable Named named) {
        return named == null ? null : index(named.strings(), named.nameIndex());
    }

    private @Nullable Integer index(BatchStrings source, @Nullable Integer index) {
        if (index == null) {
            return null;
        }
        int known = source.writtenAt(index, id);
        if (known >= 0) {
            return known;
        }
        Integer at = indexes.computeIfAbsent(source.get((int) index), this::append);
        source.wrote(index, at);
        return at;
    }

    private int append(String string) {
        strings.add(string);
        bytes += 2 + string.length();
        return strings.size() - 1;
    }

    private TraceEvent event(TraceSpan span) {
        TraceEvent e = span.event();
        BatchStrings s = span.strings();
        Integer device = span.deviceName() == null ? index(s, e.getDevice()) : index(span.deviceName());
        return new TraceEvent(
                e.getKind(),
                index(s, e.getName()),
                index(s, e.getCategory()),
                e.getStartNs(),
                e.getDurationNs(),
                index(s, e.getProcess()),
                index(s, e.getThread()),
                device,
                index(s, e.getStream()),
                e.getCorrelationId(),
                e.getExternalId(),
                e.getDeviceEvents(),
                e.getLaunchInTrace(),
                index(s, e.getGrid()),
                index(s, e.getBlock()),
                e.getRegistersPerThread(),
                e.getSharedMemoryBytes(),
                e.getOccupancyPct(),
                e.getBytes(),
                index(s, e.getInputDims()),
                index(s, e.getInputTypes()),
                e.getCounters(),
                e.getUnclosed(),
                e.getArgs());
    }

    /** The strings, by index. */
    public List<String> strings() {
        return strings;
    }

    /** The spans, in the order they were added. */
    public List<Span> spans() {
        return spans;
    }

    /** About how many bytes the table takes encoded; exact to the length of non-ASCII strings. */
    public long bytes() {
        return bytes;
    }
}
