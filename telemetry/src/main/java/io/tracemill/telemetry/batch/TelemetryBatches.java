package io.tracemill.telemetry.batch;

import io.tracemill.telemetry.sample.RawSeries;
import io.tracemill.telemetry.sample.RefusalReason;
import io.tracemill.telemetry.sample.SampleSink;
import io.tracemill.telemetry.series.ReadingSeries;
import io.tracemill.telemetry.series.Resolution;
import io.tracemill.telemetry.series.SeriesResolver;
import io.tracemill.telemetry.series.SharedRoom;
import io.tracemill.telemetry.series.TargetSeries;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Collects samples and publishes them as batches, one source and node in each. What waits has a limit. A reading of a
 * series and a time that was read before is a duplicate; where its value differs, the larger is kept. For one thread.
 */
public final class TelemetryBatches {

    /** The most bytes of an encoded batch, unless others are given. */
    public static final int MOST_BATCH_BYTES = 512 << 10;

    /** Memory for the readings that are remembered beyond the last four of each series, unless other is given. */
    public static final int MOST_REMEMBERED_BYTES = 8_000_000;

    private static final int MOST_WAITING = 100_000;

    private static final long STALE_BITS = 0x7ff0_0000_0000_0002L;
    private static final long PERIOD_NANOS = 3_600_000_000_000L;

    private record Place(String node, String source) {}

    private final SeriesResolver resolver;
    private final BatchEncoder encoder;
    private final Map<Place, List<Reading>> waiting = new LinkedHashMap<>();
    private @Nullable SeriesMemory[] memories = new SeriesMemory[1_024];
    private final Map<RefusalReason, Long> refused = new EnumMap<>(RefusalReason.class);
    private final Map<RefusalReason, String> details = new LinkedHashMap<>();
    private final SharedRoom.Share room;
    private int waitingReadings;
    private long periodNanos = Long.MIN_VALUE;
    private long read;
    private long published;
    private long duplicates;
    private long conflicts;

    /** Batches of at most this many bytes, each of which goes to a publisher. */
    public TelemetryBatches(SeriesResolver resolver, int mostBytes, BatchPublisher publisher) {
        this(resolver, mostBytes, publisher, SharedRoom.alone(MOST_REMEMBERED_BYTES));
    }

    /**
     * Batches of at most this many bytes, each of which goes to a publisher.
     *
     * @param room memory for the readings that are remembered beyond the last four of each series
     */
    public TelemetryBatches(SeriesResolver resolver, int mostBytes, BatchPublisher publisher, SharedRoom.Share room) {
        this.room = room;
        this.resolver = resolver;
        this.encoder = new BatchEncoder(mostBytes, publisher);
    }

    /**
     * Receives the samples of one reading of a target.
     *
     * @param readNanos the time of samples that have none
     */
    public SampleSink sink(TargetSeries target, long readNanos) {
        return sink(target, readNanos, readNanos);
    }

    /**
     * Receives samples that were sent earlier.
     *
     * @param sentNanos the time of samples that have none
     * @param nowNanos the time by which series are forgotten: what senders say of the time decides nothing
     */
    public SampleSink sink(TargetSeries target, long sentNanos, long nowNanos) {
        beginPeriod(nowNanos);
        return new SampleSink() {
            @Override
            public void sample(RawSeries series, long timeNanos, double value) {
                add(target.of(series), timeNanos == NO_TIME ? sentNanos : timeNanos, value);
            }

            @Override
            public void refuse(RefusalReason reason, long where, String detail) {
                TelemetryBatches.this.refuse(reason, detail);
            }
        };
    }

    /** Once an hour, series that ended make room. Only the memory of the last readings is lost by that. */
    private void beginPeriod(long nowNanos) {
        if (periodNanos == Long.MIN_VALUE) {
            periodNanos = nowNanos;
        } else if (nowNanos - periodNanos >= PERIOD_NANOS) {
            flush();
            resolver.beginAnew();
            Arrays.fill(memories, null);
            room.giveBack();
            periodNanos = nowNanos;
        }
    }

    private void refuse(RefusalReason reason, String detail) {
        read++;
        details.putIfAbsent(reason, detail);
        refused.merge(reason, 1L, Long::sum);
    }

    private void add(Resolution resolution, long timeNanos, double value) {
        if (resolution instanceof Resolution.Refused no) {
            refuse(no.reason(), no.detail());
        } else if (resolution instanceof ReadingSeries series) {
            if (!Double.isFinite(value)) {
                boolean stale = Double.doubleToRawLongBits(value) == STALE_BITS;
                refuse(stale ? RefusalReason.STALE : RefusalReason.NOT_FINITE, series.metric());
            } else if (timeNanos < 0) {
                refuse(RefusalReason.TIME_OUT_OF_RANGE, series.metric());
            } else if (series.isBlank(value)) {
                refuse(RefusalReason.BLANK, series.metric());
            } else {
                add(series, timeNanos, series.inUnit(value));
            }
        }
    }

    private void add(ReadingSeries series, long timeNanos, double value) {
        read++;
        SeriesMemory memory = memoryOf(series);
        int place = memory.placeOf(timeNanos);
        if (place < 0) {
            Reading reading = new Reading(memory, timeNanos, value);
            memory.keep(reading, room);
            keep(reading);
            return;
        }
        double before = memory.value(place);
        conflicts += before == value ? 0 : 1;
        if (value > before && !memory.raise(place, value)) {
            Reading reading = new Reading(memory, timeNanos, value);
            memory.await(reading);
            keep(reading);
            return;
        }
        duplicates++;
    }

    private SeriesMemory memoryOf(ReadingSeries series) {
        if (series.number() >= memories.length) {
            memories = Arrays.copyOf(memories, Math.max(2 * memories.length, series.number() + 1));
        }
        SeriesMemory known = memories[series.number()];
        if (known == null || known.series != series) {
            known = new SeriesMemory(series);
            memories[series.number()] = known;
        }
        return known;
    }

    private void keep(Reading reading) {
        waiting.computeIfAbsent(new Place(reading.series.node(), reading.series.source()), of -> new ArrayList<>())
                .add(reading);
        if (++waitingReadings >= MOST_WAITING) {
            flush();
        }
    }

    /** Publishes all that waits. */
    public void flush() {
        for (List<Reading> readings : waiting.values()) {
            readings.sort(Comparator.comparingLong(Reading::timeNanos));
            encoder.publish(readings);
            published += readings.size();
            readings.forEach(reading -> reading.memory.published());
        }
        waiting.clear();
        waitingReadings = 0;
    }

    /** Of each reason, the first that was refused since the last call, in the order in which they came. */
    public Map<RefusalReason, String> takeFirstRefused() {
        Map<RefusalReason, String> taken = new LinkedHashMap<>(details);
        details.clear();
        return taken;
    }

    /** What became of all that was read; nothing may wait. */
    public ReadingTotals totals() {
        if (waitingReadings > 0) {
            throw new IllegalStateException("readings wait: flush them first");
        }
        return new ReadingTotals(read, published, refused, duplicates, conflicts);
    }
}
