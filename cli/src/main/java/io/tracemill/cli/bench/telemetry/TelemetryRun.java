package io.tracemill.cli.bench.telemetry;

import io.tracemill.schemas.Topic;
import io.tracemill.storage.ArchiveJob;
import io.tracemill.telemetry.batch.ReadingTotals;
import io.tracemill.telemetry.batch.TelemetryBatches;
import io.tracemill.telemetry.publish.KafkaBatchPublisher;
import io.tracemill.telemetry.quantity.QuantityTable;
import io.tracemill.telemetry.series.SeriesLimits;
import io.tracemill.telemetry.series.SeriesResolver;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** One run: what is fed, until the fleet topology and the archive have all of it. */
final class TelemetryRun {

    private static final Duration POLL = Duration.ofMillis(50);
    private static final int WARM_UP = 30;

    private final TelemetryBenchRequest request;
    private final KafkaBatchPublisher publisher;
    private final ArchiveJob archive;
    private final TelemetryBatches batches;
    private final Flow flow;
    private final Threads threads = new Threads();
    private final CountDownLatch read = new CountDownLatch(1);
    private final CountDownLatch flooded = new CountDownLatch(1);
    private final CountDownLatch watched = new CountDownLatch(1);

    TelemetryRun(
            TelemetryBenchRequest request,
            KafkaBatchPublisher publisher,
            ArchiveJob archive,
            FleetRun fleet,
            Logs logs) {
        this.request = request;
        this.publisher = publisher;
        this.archive = archive;
        SeriesResolver resolver = new SeriesResolver(QuantityTable.own(), SeriesLimits.USUAL);
        Tally tally = new Tally(publisher);
        batches = new TelemetryBatches(resolver, TelemetryBatches.MOST_BATCH_BYTES, tally);
        flow = new Flow(new Feed(request, resolver, batches), tally, new Archived(archive), fleet, logs);
    }

    /** Feeds and measures. Afterwards the archive is closed. */
    TelemetryReport.Times measure(TraceFlood flood, Lags lags, Consumer<String> progress)
            throws IOException, InterruptedException {
        Thread archiving = threads.start("archive", archive::run);
        flow.fleet().start();
        if (request.traces() > 0) {
            progress.accept("warming up");
            flood.start();
            threads.start("measure-ends", flood::watch);
            flood.publish(published -> published < WARM_UP);
            awaitComplete(flood, lags);
            lags.clear();
            threads.start("traces", () -> flood(flood, lags));
        }
        startFeed();
        long begin = System.nanoTime();
        Watch watch = new Watch(flow, lags, progress);
        List<Minute> minutes = watch.until(read, request.minutes() > 1);
        threads.throwFailure();
        flow.fleet().await(flow.tally().readings());
        long caughtUp = System.nanoTime() - begin;
        awaitFlood(flood, lags, progress);
        awaitArchived(flood.windows());
        archive.close();
        archiving.join();
        threads.throwFailure();
        long whole = System.nanoTime() - begin;
        TelemetryReport.Times times = new TelemetryReport.Times(minutes, caughtUp, whole, watch.wholeCpu(), lags.all());
        watched.countDown();
        return times;
    }

    /** Starts to make answers up and to read them. Both wait at their end, since an ended thread shows no CPU time. */
    private void startFeed() {
        threads.start("exporters", () -> {
            flow.feed().makeUp();
            watched.await();
        });
        threads.start("readings", () -> {
            try {
                long ago = request.paced() ? 0 : TimeUnit.MINUTES.toMillis(request.minutes());
                flow.feed().read(System.currentTimeMillis() - ago); // none is ahead of the clock
                publisher.flush();
            } finally {
                read.countDown();
            }
            watched.await();
        });
    }

    /** Publishes traces from the middle of the feed until its end, and as many as are asked for after it. */
    private void flood(TraceFlood flood, Lags lags) throws IOException, InterruptedException {
        flow.feed().awaitHalf();
        lags.begin(Load.BOTH);
        flood.publish(published -> read.getCount() > 0 || published < request.traces());
        lags.begin(Load.TRACES);
        flood.publish(published -> published < request.traces());
        flooded.countDown();
        watched.await();
    }

    private void awaitFlood(TraceFlood flood, Lags lags, Consumer<String> progress)
            throws IOException, InterruptedException {
        if (request.traces() > 0) {
            progress.accept("traces alone");
            while (!flooded.await(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
                throwFailure(flood);
            }
            awaitComplete(flood, lags);
        }
    }

    private void awaitComplete(TraceFlood flood, Lags lags) throws IOException, InterruptedException {
        while (!lags.allComplete()) {
            throwFailure(flood);
            Pause.of(POLL);
        }
    }

    private void awaitArchived(long windows) throws IOException, InterruptedException {
        while (flow.archived().records(Topic.FLEET_TELEMETRY) < flow.tally().batches() + windows
                || flow.archived().records(Topic.DEVICE_HEALTH) < flow.fleet().healthRows()) {
            threads.throwFailure();
            flow.fleet().throwFailure();
            Pause.of(POLL);
        }
    }

    private void throwFailure(TraceFlood flood) throws IOException {
        threads.throwFailure();
        flow.fleet().throwFailure();
        flood.throwFailure();
    }

    /** The way of the readings. */
    Flow flow() {
        return flow;
    }

    /** What became of the samples. */
    ReadingTotals totals() {
        return batches.totals();
    }

    /** Batches that the publisher lost. */
    long lost() {
        return publisher.lost();
    }

    /** Bytes of all batches before compression. */
    long encodedBytes() {
        return flow.archived().bytes(Topic.FLEET_TELEMETRY);
    }

    /** Bytes of the readings on the broker's disk. */
    long topicBytes() {
        return flow.logs().bytes(Topic.FLEET_TELEMETRY.suffix());
    }
}
