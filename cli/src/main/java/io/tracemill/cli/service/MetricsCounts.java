package io.tracemill.cli.service;

import io.tracemill.telemetry.batch.ReadingTotals;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/** The counters of the metrics that are pushed to a door. Thread-safe. */
public final class MetricsCounts {

    private final Map<Protocol, Map<Ending, LongAdder>> requests = new EnumMap<>(Protocol.class);
    private final LongAdder bytes = new LongAdder();
    private ReadingTotals totals = ReadingTotals.NONE;
    private volatile LongSupplier underWay = () -> 0;
    private volatile LongSupplier memory = () -> 0;

    /** In which protocol metrics are pushed. */
    public enum Protocol {
        OTLP,
        REMOTE_WRITE;

        /** The word for it in metrics. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** How a request ended. */
    public enum Ending {
        PUBLISHED,
        REFUSED,
        LATER;

        /** The word for it in metrics. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Nothing yet. */
    public MetricsCounts() {
        for (Protocol protocol : Protocol.values()) {
            Map<Ending, LongAdder> endings = new EnumMap<>(Ending.class);
            for (Ending ending : Ending.values()) {
                endings.put(ending, new LongAdder());
            }
            requests.put(protocol, endings);
        }
    }

    /** A request ended so. */
    public void ended(Protocol protocol, Ending ending) {
        counter(protocol, ending).increment();
    }

    private LongAdder counter(Protocol protocol, Ending ending) {
        return Objects.requireNonNull(
                Objects.requireNonNull(requests.get(protocol)).get(ending));
    }

    /** Bytes of a body came. */
    public void received(long more) {
        bytes.add(more);
    }

    /** Readings of a request are published. */
    public synchronized void add(ReadingTotals more) {
        totals = totals.plus(more);
    }

    /** Who knows how many requests are under way, and how many bytes their bodies have in memory. */
    public void measures(LongSupplier requestsUnderWay, LongSupplier bytesInMemory) {
        underWay = requestsUnderWay;
        memory = bytesInMemory;
    }

    /** Requests that ended so. */
    public long requests(Protocol protocol, Ending ending) {
        return counter(protocol, ending).sum();
    }

    /** Bytes of all bodies that were received whole. */
    public long bytes() {
        return bytes.sum();
    }

    /** What became of the samples of all requests whose readings are published. */
    public synchronized ReadingTotals totals() {
        return totals;
    }

    /** Requests under way. */
    public long underWay() {
        return underWay.getAsLong();
    }

    /** Bytes of bodies in memory. */
    public long memory() {
        return memory.getAsLong();
    }
}
