package io.tracemill.streams.fleet;

import io.tracemill.schemas.AvroSerde;
import io.tracemill.schemas.TraceWindows;
import io.tracemill.streams.state.WaitingTrace;
import io.tracemill.streams.store.KeyValues;
import io.tracemill.streams.store.StoredBytes;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The traces of a partition that wait for the readings of their nodes, in the heap and in the store. */
final class WaitingTraces {

    private static final String WAITING = "waiting|";
    private static final Comparator<Waiting> BY_ARRIVAL = Comparator.comparingLong(Waiting::appendMillis)
            .thenComparing(trace -> trace.windows().getTraceId());

    private final AvroSerde<WaitingTrace> states = AvroSerde.of(WaitingTrace.class);
    private final AvroSerde<TraceWindows> windows = AvroSerde.of(TraceWindows.class);
    private final KeyValues store;
    private final Map<String, Map<String, Waiting>> byNode = new HashMap<>();
    private long bytes;
    private long nextDeadline = Long.MAX_VALUE;

    /** The traces that a store has. */
    WaitingTraces(KeyValues store) {
        this.store = store;
        store.forEach(WAITING, (key, state) -> {
            WaitingTrace kept = states.decode(state);
            byte[] encoded = StoredBytes.of(kept.getWindows());
            String node = key.substring(WAITING.length(), key.lastIndexOf('|'));
            keep(new Waiting(node, windows.decode(encoded), kept.getAppendMs(), encoded.length));
        });
    }

    /** Lets a trace wait, whose windows came at a time in ms since 1970; returns it. */
    Waiting add(String node, TraceWindows trace, long appendMillis) {
        byte[] encoded = windows.encode(trace);
        Waiting waiting = new Waiting(node, trace, appendMillis, encoded.length);
        store.put(key(waiting), states.encode(new WaitingTrace(appendMillis, ByteBuffer.wrap(encoded))));
        keep(waiting);
        return waiting;
    }

    private static String key(Waiting trace) {
        return WAITING + trace.node() + '|' + trace.windows().getTraceId();
    }

    private void keep(Waiting trace) {
        byNode.computeIfAbsent(trace.node(), any -> new HashMap<>())
                .put(trace.windows().getTraceId(), trace);
        bytes += trace.bytes();
        nextDeadline = Math.min(nextDeadline, trace.deadlineMillis());
    }

    /** Lets a trace wait no longer. */
    void remove(Waiting trace) {
        Map<String, Waiting> ofNode = byNode.getOrDefault(trace.node(), Map.of());
        if (ofNode.remove(trace.windows().getTraceId()) != null) {
            bytes -= trace.bytes();
            store.delete(key(trace));
        }
        if (ofNode.isEmpty()) {
            byNode.remove(trace.node());
        }
    }

    /** Number of traces. */
    int size() {
        return byNode.values().stream().mapToInt(Map::size).sum();
    }

    /** Size of their windows, in bytes. */
    long bytes() {
        return bytes;
    }

    /** The traces of a node, in the order in which they came. */
    List<Waiting> of(String node) {
        return sorted(byNode.getOrDefault(node, Map.of()).values().stream());
    }

    /** All traces, in the order in which they came. */
    List<Waiting> all() {
        return sorted(stream());
    }

    /** The trace that came first; empty if none waits. */
    Optional<Waiting> oldest() {
        return stream().min(BY_ARRIVAL);
    }

    /** The traces that wait no longer at a time in ms since 1970, in the order in which they came. */
    List<Waiting> due(long now) {
        if (now < nextDeadline) {
            return List.of();
        }
        Predicate<Waiting> isDue = trace -> trace.deadlineMillis() <= now;
        nextDeadline = stream()
                .filter(isDue.negate())
                .mapToLong(Waiting::deadlineMillis)
                .min()
                .orElse(Long.MAX_VALUE);
        return sorted(stream().filter(isDue));
    }

    private Stream<Waiting> stream() {
        return byNode.values().stream().map(Map::values).flatMap(Collection::stream);
    }

    private static List<Waiting> sorted(Stream<Waiting> traces) {
        return traces.sorted(BY_ARRIVAL).toList();
    }
}
