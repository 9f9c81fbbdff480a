package io.tracemill.streams.diagnose;

import io.tracemill.schemas.QuantityFact;
import io.tracemill.schemas.RankTelemetry;
import io.tracemill.schemas.TelemetryState;
import io.tracemill.schemas.TraceFact;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is known of one rank, made by hand: a trace of 100 s, read every 30 s. Each rank has a node of its own. */
public final class Ranks {

    private static final long START = 1_700_000_000_000_000_000L;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final int rank;
    private final Map<String, QuantityFact> readings = new LinkedHashMap<>();
    private final Map<String, Double> facts = new LinkedHashMap<>();
    private final List<String> neighbours = new ArrayList<>();
    private TelemetryState state = TelemetryState.FULL;
    private @Nullable String node;

    private Ranks(int rank) {
        this.rank = rank;
        this.node = "n" + rank;
    }

    /** A rank of which nothing is known yet. */
    static Ranks rank(int rank) {
        return new Ranks(rank);
    }

    /** A rank that works as it should: busy, at full clock, not hot, and not throttled. */
    public static Ranks healthy(int rank) {
        return new Ranks(rank)
                .fact("trace.idle", 0.1)
                .gauge("hw.gpu.clock", 1755e6)
                .gauge("hw.temperature", 72)
                .gauge("hw.power", 680)
                .gauge("hw.gpu.throttle.reasons", 0)
                .counter("hw.gpu.throttled.thermal", 0)
                .counter("hw.gpu.throttled.power", 2)
                .nodeCounter("system.pressure.cpu", 1)
                .nodeGauge("system.cpu.load_average.1m", 20);
    }

    /** Healthy ranks from 0 on, but one. */
    static List<RankTelemetry> healthyBut(Ranks other, int count) {
        List<RankTelemetry> ranks = new ArrayList<>();
        for (int rank = 0; rank < count; rank++) {
            ranks.add((rank == other.rank ? other : healthy(rank)).build());
        }
        return ranks;
    }

    Ranks node(@Nullable String name) {
        node = name;
        return this;
    }

    Ranks state(TelemetryState of) {
        state = of;
        return this;
    }

    Ranks neighbour(String run) {
        neighbours.add(run);
        return this;
    }

    Ranks fact(String name, double value) {
        facts.put(name, value);
        return this;
    }

    Ranks without(String... names) {
        for (String name : names) {
            readings.remove(name);
            facts.remove(name);
        }
        return this;
    }

    public Ranks gauge(String quantity, double value) {
        return reading(quantity, gauge("0", quantity, value, value));
    }

    /** A gauge that moved between two values. */
    Ranks gauge(String quantity, double min, double max) {
        return reading(quantity, gauge("0", quantity, min, max));
    }

    /** A gauge with what it was in the hour before. */
    Ranks gaugeAfter(String quantity, double before, double value) {
        QuantityFact fact = gauge("0", quantity, value, value);
        fact.setBefore(before);
        return reading(quantity, fact);
    }

    public Ranks counter(String quantity, double increase) {
        return reading(quantity, counter("0", quantity, increase));
    }

    Ranks nodeGauge(String quantity, double value) {
        return reading(quantity, gauge(null, quantity, value, value));
    }

    Ranks nodeCounter(String quantity, double increase) {
        return reading(quantity, counter(null, quantity, increase));
    }

    Ranks nodeCounterAfter(String quantity, double before, double increase) {
        QuantityFact fact = counter(null, quantity, increase);
        fact.setBefore(before);
        return reading(quantity, fact);
    }

    private Ranks reading(String quantity, QuantityFact fact) {
        readings.put(quantity, fact);
        return this;
    }

    private static QuantityFact gauge(@Nullable String device, String quantity, double min, double max) {
        QuantityFact fact = counter(device, quantity, 0);
        fact.setIncrease(null);
        fact.setMean((min + max) / 2);
        fact.setMin(min);
        fact.setMax(max);
        return fact;
    }

    private static QuantityFact counter(@Nullable String device, String quantity, double increase) {
        return QuantityFact.newBuilder()
                .setDevice(device)
                .setQuantity(quantity)
                .setSource(device == null ? "node_exporter n:9100" : "dcgm-exporter n:9400")
                .setIncrease(increase)
                .setSamples(3)
                .setHeldPct(100)
                .setIntervalNs(30 * NANOS_PER_SECOND)
                .build();
    }

    public RankTelemetry build() {
        List<TraceFact> trace = new ArrayList<>();
        facts.forEach((name, value) -> trace.add(new TraceFact(name, value)));
        return RankTelemetry.newBuilder()
                .setTraceId("trace" + rank)
                .setNode(node)
                .setRank(rank)
                .setState(state)
                .setMissingSources(List.of())
                .setStartNs(START)
                .setEndNs(START + 100 * NANOS_PER_SECOND)
                .setNeighbours(neighbours)
                .setFacts(trace)
                .setReadings(new ArrayList<>(readings.values()))
                .build();
    }
}
