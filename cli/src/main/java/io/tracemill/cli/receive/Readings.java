package io.tracemill.cli.receive;

import io.tracemill.schemas.TelemetryBatch;
import io.tracemill.telemetry.batch.BatchSender;
import io.tracemill.telemetry.batch.ReadingTotals;
import io.tracemill.telemetry.batch.TelemetryBatches;
import io.tracemill.telemetry.message.MessageLimits;
import io.tracemill.telemetry.message.MessageRefusedException;
import io.tracemill.telemetry.otlp.OtlpReader;
import io.tracemill.telemetry.remotewrite.RemoteWriteReader;
import io.tracemill.telemetry.sample.RefusalReason;
import io.tracemill.telemetry.sample.SampleSink;
import io.tracemill.telemetry.series.SeriesLimits;
import io.tracemill.telemetry.series.SeriesResolver;
import io.tracemill.telemetry.series.Target;
import io.tracemill.telemetry.series.TargetSeries;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * The readings of one token: its series, and the last readings of each, by which one that comes again is known. A
 * reading that is a duplicate is as safe as the one that came before. So each body is safe once all before it are, and
 * if one is not, all of this is given up: what is sent again would be taken for duplicates. Thread-safe.
 */
final class Readings implements AutoCloseable {

    private static final long IDLE_NANOS = 3_600_000_000_000L;

    private static final OtlpReader OTLP = new OtlpReader(MessageLimits.DEFAULT);
    private static final RemoteWriteReader REMOTE_WRITE = new RemoteWriteReader(MessageLimits.DEFAULT);

    private final Grant grant;
    private final SeriesRoom.Share memory;
    private final TelemetryBatches batches;
    private final TargetSeries series;
    private final BatchSender sender;
    private volatile long usedNanos = System.nanoTime();
    private volatile CompletableFuture<Void> safe = CompletableFuture.completedFuture(null);
    private ReadingTotals before = ReadingTotals.NONE;

    /**
     * What became of a body.
     *
     * @param totals of its samples
     * @param firstRefused what was refused first, for each reason, in the order in which they came
     * @param safe completed once its readings cannot be lost; exceptionally if they may be, and must be sent again
     */
    record Taken(ReadingTotals totals, Map<RefusalReason, String> firstRefused, CompletableFuture<Void> safe) {}

    Readings(MetricsIngest ingest, Grant grant, SeriesRoom memory) {
        this.grant = grant;
        this.memory = memory.share();
        SeriesResolver resolver = new SeriesResolver(
                ingest.table(),
                SeriesLimits.USUAL.withSeries(ingest.limits().tokenSeries()),
                grant.nodes()::matches,
                this.memory.series());
        this.sender = ingest.sender();
        this.batches =
                new TelemetryBatches(resolver, TelemetryBatches.MOST_BATCH_BYTES, this::send, this.memory.readings());
        this.series = resolver.of(Target.UNKNOWN);
    }

    /** Whether these are of a token with these rights. */
    boolean isOf(Grant other) {
        return grant.equals(other);
    }

    /** Says that a body of the token is about to be taken. */
    void use() {
        usedNanos = System.nanoTime();
    }

    /** Whether no body came for an hour, so that no duplicate is expected, and none is under way. */
    boolean isIdle(long nowNanos) {
        return nowNanos - usedNanos > IDLE_NANOS && safe.isDone();
    }

    /** Gives back the memory. It waits for nobody. */
    @Override
    public void close() {
        memory.close();
    }

    /** After one that fails at once the rest is not sent: each would wait for brokers that are away. */
    private void send(TelemetryBatch batch) {
        if (!isGivenUp()) {
            CompletableFuture<Void> sent = sender.send(batch);
            safe = sent.isCompletedExceptionally() ? sent : CompletableFuture.allOf(safe, sent);
        }
    }

    private boolean isGivenUp() {
        return safe.isCompletedExceptionally();
    }

    /**
     * Takes the samples of a body.
     *
     * @param nowNanos the time of samples that have none
     * @return what became of them; nothing is read where all is given up already
     * @throws MessageRefusedException if the body cannot be read; nothing of it was taken
     */
    synchronized Taken take(MetricsForm form, byte[] body, long nowNanos) throws MessageRefusedException {
        if (!isGivenUp()) {
            read(form, body, batches.sink(series, nowNanos));
            batches.flush();
        }
        ReadingTotals now = batches.totals();
        ReadingTotals ofBody = now.since(before);
        before = now;
        return new Taken(ofBody, batches.takeFirstRefused(), safe);
    }

    private static void read(MetricsForm form, byte[] body, SampleSink sink) throws MessageRefusedException {
        switch (form) {
            case OTLP_PROTOBUF -> OTLP.readProtobuf(body, sink);
            case OTLP_JSON -> OTLP.readJson(body, sink);
            case REMOTE_WRITE -> REMOTE_WRITE.read(body, sink);
        }
    }
}
