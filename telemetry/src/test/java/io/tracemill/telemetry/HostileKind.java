package io.tracemill.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.tracemill.telemetry.batch.ReadingTotals;
import io.tracemill.telemetry.batch.TelemetryBatches;
import io.tracemill.telemetry.message.MessageRefusedException;
import io.tracemill.telemetry.quantity.QuantityTable;
import io.tracemill.telemetry.sample.RawSeries;
import io.tracemill.telemetry.sample.RefusalReason;
import io.tracemill.telemetry.sample.SampleSink;
import io.tracemill.telemetry.series.SeriesLimits;
import io.tracemill.telemetry.series.SeriesResolver;
import io.tracemill.telemetry.series.Target;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;

/** A format, a message in it, and all that its reader has read so far on the way to batches. */
final class HostileKind {

    private static final QuantityTable TABLE = QuantityTable.own();
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** What the first use of a library takes, and no more; what a message claims to have could be gigabytes. */
    private static final long MOST_ALLOCATED = 32 << 20;

    private static final long MOST_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final String name;
    private final byte[] message;
    private final Reader reader;
    private final SeriesResolver resolver = new SeriesResolver(TABLE, new SeriesLimits(500, 5, 2_500));
    private final TelemetryBatches batches;
    private long published;

    /** Reads a message. */
    interface Reader {
        void read(byte[] bytes, SampleSink sink) throws IOException, MessageRefusedException;
    }

    HostileKind(String name, byte[] message, Reader reader) {
        this.name = name;
        this.message = message;
        this.reader = reader;
        this.batches = new TelemetryBatches(
                resolver,
                TelemetryBatches.MOST_BATCH_BYTES,
                batch -> published += batch.getSamples().size());
    }

    byte[] message() {
        return message.clone();
    }

    /** Reads a message, of which nothing may be left where it is refused. */
    void readWhole(byte[] bytes) throws IOException {
        Collected read = new Collected();
        if (!isRead(bytes, read)) {
            assertThat(read.samples()).as(name).isEmpty();
            assertThat(read.refused()).as(name).isEmpty();
        }
        for (int i = 1; i < read.places().size(); i++) {
            assertThat(read.places().get(i))
                    .as(name)
                    .isGreaterThan(read.places().get(i - 1));
        }
        if (!read.places().isEmpty()) {
            long last = read.places().get(read.places().size() - 1);
            assertThat(last)
                    .as(name)
                    .isLessThan(read.samples().size() + read.refused().size());
        }
    }

    /** Reads a text, of which what came before a fault is kept. */
    void readParts(byte[] bytes) throws IOException {
        isRead(bytes, new Collected());
    }

    /** Whether a message is read and not refused. What is read becomes batches, in which nothing is lost. */
    private boolean isRead(byte[] bytes, Collected read) throws IOException {
        ReadingTotals before = batches.totals();
        long allocated = THREADS.getCurrentThreadAllocatedBytes();
        long begin = System.nanoTime();
        boolean whole = true;
        try {
            reader.read(bytes, both(read, batches.sink(resolver.of(new Target("n1:9100", null)), begin)));
        } catch (MessageRefusedException e) {
            assertThat(e.getMessage()).as(name).isNotBlank().hasLineCount(1);
            whole = false;
        }
        assertThat(THREADS.getCurrentThreadAllocatedBytes() - allocated)
                .as(name + ": bytes allocated")
                .isLessThan(MOST_ALLOCATED);
        assertThat(System.nanoTime() - begin).as(name + ": time").isLessThan(MOST_NANOS);
        batches.flush();
        ReadingTotals after = batches.totals(); // which checks that read = published + refused + duplicates
        assertThat(after.read() - before.read())
                .as(name)
                .isEqualTo(read.samples().size() + read.refused().size());
        assertThat(after.published()).as(name).isEqualTo(published);
        return whole;
    }

    private static SampleSink both(SampleSink one, SampleSink other) {
        return new SampleSink() {
            @Override
            public void sample(RawSeries series, long timeNanos, double value) {
                one.sample(series, timeNanos, value);
                other.sample(series, timeNanos, value);
            }

            @Override
            public void refuse(RefusalReason reason, long where, String detail) {
                one.refuse(reason, where, detail);
                other.refuse(reason, where, detail);
            }
        };
    }

    @Override
    public String toString() {
        return name;
    }
}
