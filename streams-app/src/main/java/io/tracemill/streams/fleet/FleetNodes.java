package io.tracemill.streams.fleet;

import io.tracemill.schemas.AvroSerde;
import io.tracemill.schemas.NodeProgress;
import io.tracemill.schemas.RunFacts;
import io.tracemill.schemas.TelemetryBatch;
import io.tracemill.schemas.Tick;
import io.tracemill.schemas.TraceWindows;
import io.tracemill.streams.rules.RuleSet;
import io.tracemill.streams.state.NodeHead;
import io.tracemill.streams.state.NodeState;
import io.tracemill.streams.store.KeyValues;
import io.tracemill.streams.store.LogClock;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * The nodes of one partition and the traces that wait for their readings. A trace is answered once: when each source of
 * its device was read 90 s past its end, when no more readings come, or else after ten minutes. The time is the latest
 * append time of a record, so nothing happens without one, and the same records give the same answers. With each minute
 * of it, the nodes tell what their devices did in an earlier one, and the partition tells how far it has been read. All
 * state is in the store; what is in the heap is read from there at the start.
 */
public final class FleetNodes {

    /** Most nodes of a partition. Readings of others are not joined. */
    static final int MOST_NODES = 20_000;

    /** Most bytes of windows that wait. Beyond it, the trace that came first is answered at once. */
    static final long MOST_WAITING_BYTES = 64 << 20;

    private static final String NODE = "node|";
    private static final String HEAD = "head|";

    private final AvroSerde<NodeState> states = AvroSerde.of(NodeState.class);
    private final AvroSerde<NodeHead> heads = AvroSerde.of(NodeHead.class);
    private final JoinedQuantities joined;
    private final KeyValues store;
    private final int partition;
    private final NodeSegments segments;
    private final SortedMap<String, Node> nodes = new TreeMap<>();
    private final WaitingTraces waiting;
    private final LogClock clock;
    private final RuleWatch watch;

    /**
     * The nodes of a partition and its store.
     *
     * @param joined quantities that are kept, those of the rules among them
     */
    public FleetNodes(JoinedQuantities joined, RuleSet rules, int partition, KeyValues store) {
        this.joined = joined;
        this.partition = partition;
        this.store = store;
        this.segments = new NodeSegments(store);
        this.waiting = new WaitingTraces(store);
        this.clock = new LogClock(store);
        this.watch = new RuleWatch(rules, store);
        store.forEach(NODE, (key, state) -> nodes.put(key.substring(NODE.length()), restored(key, state)));
    }

    private Node restored(String key, byte[] state) {
        String name = key.substring(NODE.length());
        NodeHead head = heads.decode(Objects.requireNonNull(store.get(HEAD + name)));
        return new Node(name, states.decode(state), head, segments);
    }

    /** Number of nodes. */
    public int size() {
        return nodes.size();
    }

    /** Number of alerts that are open. */
    public int alerts() {
        return watch.open();
    }

    /** Number of traces that wait for readings. */
    public int waiting() {
        return waiting.size();
    }

    /**
     * Takes the next record of the partition.
     *
     * @param appendMillis append time of the record, in ms since 1970
     * @param out receives the rows of the traces that are answered
     * @return number of readings that are not joined
     */
    public int take(TelemetryBatch batch, long appendMillis, Consumer<SpecificRecord> out) {
        advance(appendMillis, out);
        @Nullable Tick tick = batch.getTick();
        if (tick != null) {
            if (tick.getLast()) {
                end(batch.getNode(), out);
            }
            return 0;
        }
        @Nullable TraceWindows trace = batch.getWindows();
        if (trace != null) {
            take(batch.getNode(), trace, out);
            return 0;
        }
        @Nullable Node node = nodes.get(batch.getNode());
        if (node == null) {
            if (nodes.size() >= MOST_NODES) {
                return batch.getSamples().size();
            }
            node = new Node(batch.getNode());
            nodes.put(node.name(), node);
        }
        int refused = node.take(batch, clock.now(), joined, segments);
        answerComplete(node, out);
        keep(node);
        return refused;
    }

    private void advance(long appendMillis, Consumer<SpecificRecord> out) {
        long before = clock.advance(appendMillis);
        if (clock.hasTurned(before, HealthMinutes.MINUTE_MILLIS)) {
            tellMinutes(before, out);
        }
        if (clock.hasTurned(before, Node.SLOT_MILLIS)) {
            turn(Math.floorDiv(clock.now(), Node.SLOT_MILLIS));
        }
        waiting.due(clock.now()).forEach(trace -> answer(trace, out));
    }

    private void tellMinutes(long before, Consumer<SpecificRecord> out) {
        HealthMinutes minutes = new HealthMinutes(segments, watch, out);
        for (Node node : nodes.values()) {
            long told = node.toldMinute();
            minutes.goOn(node, before, clock.now());
            if (node.toldMinute() != told) {
                keep(node);
            }
        }
        watch.goOn(clock.now(), out);
        out.accept(RunFacts.newBuilder()
                .setRun("")
                .setDate("")
                .setProgress(new NodeProgress(partition, clock.now()))
                .build());
    }

    /** Folds the readings of nodes that have been silent, and forgets nodes of which nothing is left. */
    private void turn(long slot) {
        for (Node node : List.copyOf(nodes.values())) {
            if (node.slot() < slot - 1) {
                node.turn(slot, segments);
                keep(node);
            }
            if (node.isForgotten()) {
                nodes.remove(node.name());
                store.delete(NODE + node.name());
                store.delete(HEAD + node.name());
            }
        }
    }

    private void keep(Node node) {
        if (node.takeChanged()) {
            store.put(NODE + node.name(), states.encode(node.state()));
        }
        store.put(HEAD + node.name(), heads.encode(node.head()));
    }

    private void take(String name, TraceWindows trace, Consumer<SpecificRecord> out) {
        @Nullable Node node = nodes.get(name);
        if (node != null) {
            node.recorded(trace.getRun(), trace.getStartNs(), trace.getEndNs());
            keep(node);
        }
        Waiting waits = waiting.add(name, trace, clock.now());
        boolean nothingComes = name.isEmpty() || !trace.getDated();
        if (nothingComes || (node != null && (node.ended() || waits.isComplete(node)))) {
            answer(waits, out);
        }
        while (waiting.bytes() > MOST_WAITING_BYTES) {
            waiting.oldest().ifPresent(oldest -> answer(oldest, out));
        }
    }

    /** Answers the traces of a node of which no more readings come; of all nodes if the name is empty. */
    private void end(String name, Consumer<SpecificRecord> out) {
        HealthMinutes minutes = new HealthMinutes(segments, watch, out);
        for (Node node : nodes.values()) {
            if (name.isEmpty() || node.name().equals(name)) {
                node.end();
                minutes.end(node, clock.now());
                watch.ended(node, clock.now(), out);
                keep(node);
            }
        }
        (name.isEmpty() ? waiting.all() : waiting.of(name)).forEach(trace -> answer(trace, out));
    }

    private void answerComplete(Node node, Consumer<SpecificRecord> out) {
        waiting.of(node.name()).stream().filter(trace -> trace.isComplete(node)).forEach(trace -> answer(trace, out));
    }

    private void answer(Waiting trace, Consumer<SpecificRecord> out) {
        waiting.remove(trace);
        @Nullable Node node = nodes.get(trace.node());
        TraceJoin join = node == null ? TraceJoin.withoutNode(trace) : TraceJoin.of(trace, node, segments, clock.now());
        join.rows().forEach(out);
    }
}
