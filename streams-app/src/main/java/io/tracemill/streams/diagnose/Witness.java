package io.tracemill.streams.diagnose;

import io.tracemill.schemas.QuantityFact;
import io.tracemill.schemas.RankTelemetry;
import io.tracemill.schemas.TraceFact;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A device of a rank: what was read of it and its node, and what the trace shows. */
final class Witness {

    private static final double NANOS_PER_SECOND = 1e9;
    private static final String MEMORY = "hw.gpu.memory.limit";
    private static final Peers NO_PEERS = new Peers(List.of());

    private static final Comparator<QuantityFact> ORDER = Comparator.comparing(QuantityFact::getSource);

    private final RankTelemetry telemetry;
    private final @Nullable String device;
    private final Map<String, QuantityFact> readings = new HashMap<>();
    private final Map<String, Double> facts = new HashMap<>();

    private Witness(RankTelemetry telemetry, @Nullable String device) {
        this.telemetry = telemetry;
        this.device = device;
        for (QuantityFact reading : telemetry.getReadings()) {
            if (Objects.equals(reading.getDevice(), device)) {
                readings.merge(reading.getQuantity(), reading, Witness::first);
            }
        }
        for (QuantityFact reading : telemetry.getReadings()) {
            if (reading.getDevice() == null && device != null && !isRead(reading.getQuantity())) {
                readings.merge(reading.getQuantity(), reading, Witness::first);
            }
        }
        for (TraceFact fact : telemetry.getFacts()) {
            facts.merge(fact.getName(), fact.getValue(), Math::max);
        }
    }

    /** Of two readings of one quantity, that whose source comes first. There is one, unless someone sends more. */
    private static QuantityFact first(QuantityFact one, QuantityFact other) {
        return ORDER.compare(one, other) <= 0 ? one : other;
    }

    private boolean isRead(String quantity) {
        @Nullable QuantityFact reading = readings.get(quantity);
        return reading != null && reading.getDevice() != null;
    }

    /** A witness for each device of a rank, in the order of their names; one without a device if none was read. */
    static List<Witness> of(RankTelemetry telemetry) {
        TreeSet<String> devices = new TreeSet<>();
        for (QuantityFact reading : telemetry.getReadings()) {
            if (reading.getDevice() != null) {
                devices.add(reading.getDevice());
            }
        }
        return devices.isEmpty()
                ? List.of(new Witness(telemetry, null))
                : devices.stream().map(device -> new Witness(telemetry, device)).toList();
    }

    RankTelemetry telemetry() {
        return telemetry;
    }

    @Nullable
    String device() {
        return device;
    }

    int rank() {
        return Objects.requireNonNull(telemetry.getRank());
    }

    @Nullable
    String node() {
        return telemetry.getNode();
    }

    /** Whether anything was read of it or of its node. */
    boolean isRead() {
        return !readings.isEmpty();
    }

    /** Whether the device was read. */
    boolean hasDevice() {
        return device != null;
    }

    boolean has(String quantity) {
        return readings.containsKey(quantity);
    }

    /** Reading of a quantity; null if there is none. */
    @Nullable
    QuantityFact reading(String quantity) {
        return readings.get(quantity);
    }

    /** Value of what is asked; null if it is not known. */
    @Nullable
    Double value(Condition.Asked asked) {
        Fact fact = asked.fact();
        if (fact.isOfTrace()) {
            return facts.get(fact.name());
        }
        if (fact.isOfNode()) {
            return node() == null
                    ? null
                    : (Double) (double) telemetry.getNeighbours().size();
        }
        @Nullable QuantityFact reading = readings.get(fact.name());
        @Nullable Double value = reading == null ? null : asked.of().of(reading, seconds());
        return asked.per() == null || value == null ? value : per(value, asked.per());
    }

    private @Nullable Double per(double value, Fact other) {
        @Nullable QuantityFact reading = readings.get(other.name());
        @Nullable Double whole = reading == null ? null : reading.getMean();
        return whole == null || whole == 0 ? null : (Double) (value / whole);
    }

    private double seconds() {
        return Math.max(1, telemetry.getEndNs() - telemetry.getStartNs()) / NANOS_PER_SECOND;
    }

    /** Whether what must hold for a comparison to count does hold. */
    boolean counts(Condition.Comparison comparison) {
        return comparison.during() == null
                || comparison
                        .during()
                        .ask(new RankCase(this, NO_PEERS, Map.of()))
                        .holds();
    }

    /** Memory that the device has, in bytes; null if it is not known. */
    @Nullable
    Double memory() {
        @Nullable QuantityFact reading = readings.get(MEMORY);
        return reading == null ? null : reading.getMean();
    }

    /** What values of a fact are of: the node, the device or the trace. Values of one such thing count once. */
    String scope(Fact fact) {
        @Nullable QuantityFact reading = readings.get(fact.name());
        if (fact.isOfNode() || (reading != null && reading.getDevice() == null)) {
            return "node " + node();
        }
        return fact.isOfTrace() ? "trace " + telemetry.getTraceId() : "device " + telemetry.getTraceId() + " " + device;
    }

    /** Model name of the device; null if it is not known. */
    @Nullable
    String deviceName() {
        return telemetry.getDeviceName();
    }
}
