package io.tracemill.cli.service;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/** The counters of a door. Thread-safe. */
public final class ReceiveCounts {

    private final Map<Ending, LongAdder> uploads = new EnumMap<>(Ending.class);
    private final LongAdder bytes = new LongAdder();
    private volatile LongSupplier underWay = () -> 0;
    private volatile LongSupplier taken = () -> 0;

    /** How an upload ended. */
    public enum Ending {
        PUBLISHED,
        KNOWN,
        UNDER_WAY,
        REFUSED,
        LATER;

        /** The word for it in metrics. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Nothing yet. */
    public ReceiveCounts() {
        for (Ending ending : Ending.values()) {
            uploads.put(ending, new LongAdder());
        }
    }

    /** An upload ended so. */
    public void ended(Ending ending) {
        counter(ending).increment();
    }

    private LongAdder counter(Ending ending) {
        return Objects.requireNonNull(uploads.get(ending));
    }

    /** Bytes of a body came. */
    public void received(long more) {
        bytes.add(more);
    }

    /** Who knows how many uploads are under way, and how many bytes of the spool they take. */
    public void measures(LongSupplier uploadsUnderWay, LongSupplier bytesTaken) {
        underWay = uploadsUnderWay;
        taken = bytesTaken;
    }

    /** Uploads that ended so. */
    public long uploads(Ending ending) {
        return counter(ending).sum();
    }

    /** Bytes of all bodies that were received whole. */
    public long bytes() {
        return bytes.sum();
    }

    /** Uploads under way. */
    public long underWay() {
        return underWay.getAsLong();
    }

    /** Bytes of the spool that are taken. */
    public long taken() {
        return taken.getAsLong();
    }
}
