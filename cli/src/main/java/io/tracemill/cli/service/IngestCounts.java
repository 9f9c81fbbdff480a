package io.tracemill.cli.service;

import io.tracemill.ingest.IngestReport;
import io.tracemill.ingest.publish.KafkaPublisher;
import io.tracemill.schemas.IngestTotals;
import io.tracemill.telemetry.batch.ReadingTotals;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/** The counters of an ingest. Thread-safe. */
public final class IngestCounts {

    private IngestTotals totals = new IngestTotals(
            0L, 0L, 0L, Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), 0L, Map.of(), false, List.of(), 0, 0L, 0);
    private ReadingTotals readings = ReadingTotals.NONE;
    private final List<LongSupplier> brokerWaits = new ArrayList<>();
    private long published;
    private long finishedBefore;
    private long failed;
    private long skipped;
    private long fileWaitNanos;
    private long lastNanos = System.nanoTime();

    /** Nothing yet. */
    public IngestCounts() {}

    /** A file was published. */
    public synchronized void add(IngestReport report) {
        published++;
        lastNanos = System.nanoTime();
        IngestTotals more = report.totals();
        totals = new IngestTotals(
                totals.getBytesRead() + more.getBytesRead(),
                totals.getEventsRead() + more.getEventsRead(),
                totals.getPublished() + more.getPublished(),
                sum(totals.getFiltered(), more.getFiltered()),
                sum(totals.getMerged(), more.getMerged()),
                sum(totals.getRejected(), more.getRejected()),
                sum(totals.getImplausible(), more.getImplausible()),
                sum(totals.getKinds(), more.getKinds()),
                totals.getLaunchesWithoutDeviceEvents() + more.getLaunchesWithoutDeviceEvents(),
                Map.of(),
                false,
                List.of(),
                totals.getDocuments() + more.getDocuments(),
                totals.getBytesLost() + more.getBytesLost(),
                totals.getRedacted() + more.getRedacted());
    }

    /** A file of telemetry was published. */
    synchronized void add(ReadingTotals more) {
        published++;
        lastNanos = System.nanoTime();
        readings = readings.plus(more);
    }

    private static Map<String, Long> sum(Map<String, Long> counts, Map<String, Long> more) {
        Map<String, Long> sum = new TreeMap<>(counts);
        more.forEach((reason, count) -> sum.merge(reason, count, Long::sum));
        return sum;
    }

    /** A file needed no ingest. */
    public synchronized void wasFinished() {
        finishedBefore++;
    }

    /** A file could not be published. */
    public synchronized void hasFailed() {
        failed++;
    }

    /** A file was no trace. */
    synchronized void wasSkipped() {
        skipped++;
    }

    /** There was no file to publish for so long. */
    public synchronized void waitedForFiles(long nanos) {
        fileWaitNanos += nanos;
    }

    /** A publisher of the ingest, which from now on says how long it waited for the brokers. */
    public synchronized KafkaPublisher measured(KafkaPublisher publisher) {
        brokerWaits.add(publisher::waitedNanos);
        return publisher;
    }

    /** Files published. */
    public synchronized long published() {
        return published;
    }

    /** What became of the samples of all published files of telemetry. */
    public synchronized ReadingTotals readings() {
        return readings;
    }

    /** Files whose traces had been finished before. */
    public synchronized long finishedBefore() {
        return finishedBefore;
    }

    /** Files that could not be published. */
    public synchronized long failed() {
        return failed;
    }

    /** Files that were no traces. */
    public synchronized long skipped() {
        return skipped;
    }

    /** What became of the events of all published files. */
    public synchronized IngestTotals totals() {
        return totals;
    }

    /** How long files were waited for. */
    public synchronized long fileWaitNanos() {
        return fileWaitNanos;
    }

    /** How long the brokers were waited for. */
    public synchronized long brokerWaitNanos() {
        return brokerWaits.stream().mapToLong(LongSupplier::getAsLong).sum();
    }

    /** When a file was published last, or the ingest began, on the monotonic clock. */
    public synchronized long lastNanos() {
        return lastNanos;
    }
}
