package io.tracemill.cli.telemetry;

import io.tracemill.ingest.IngestException;
import io.tracemill.ingest.source.TraceSource;
import io.tracemill.schemas.DeadLetter;
import io.tracemill.schemas.TelemetryBatch;
import io.tracemill.schemas.TelemetrySample;
import io.tracemill.telemetry.batch.ReadingTotals;
import io.tracemill.telemetry.batch.TelemetryBatches;
import io.tracemill.telemetry.file.TelemetryFile;
import io.tracemill.telemetry.message.EpochTimes;
import io.tracemill.telemetry.message.MessageRefusedException;
import io.tracemill.telemetry.sample.SampleSink;
import io.tracemill.telemetry.series.SeriesLimits;
import io.tracemill.telemetry.series.SeriesResolver;
import io.tracemill.telemetry.series.Target;
import io.tracemill.telemetry.sniff.MessageShape;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Ingest of files of telemetry, one after the other. A file is told by the hash of its content, as a trace is: one that
 * was read before is not read again. Of a log that has grown since, only the lines that are new are read. Closing
 * closes the destination. For one thread.
 */
public final class TelemetryIngest implements AutoCloseable {

    private final TelemetrySettings settings;
    private final Supplier<? extends ReadingDestination> destinations;
    private final Map<String, String> readBefore = new HashMap<>();
    private final Map<Path, String> lastRead = new HashMap<>();
    private final Map<Path, ReadPart> readParts = new HashMap<>();
    private final Map<String, SourceUse> sources = new TreeMap<>();
    private SeriesResolver resolver;
    private TelemetryBatches batches;
    private @Nullable ReadingDestination destination;

    /**
     * An ingest.
     *
     * @param readBefore names of files that were read before, by the hash of their content
     * @param destinations asked once, when there is something to publish
     */
    public TelemetryIngest(
            TelemetrySettings settings,
            Map<String, String> readBefore,
            Supplier<? extends ReadingDestination> destinations) {
        this.settings = settings;
        this.readBefore.putAll(readBefore);
        this.destinations = destinations;
        this.resolver = new SeriesResolver(settings.table(), SeriesLimits.USUAL);
        this.batches = batches(resolver);
    }

    private TelemetryBatches batches(SeriesResolver of) {
        return new TelemetryBatches(of, TelemetryBatches.MOST_BATCH_BYTES, this::publish);
    }

    /**
     * Publishes the readings of a file.
     *
     * @throws IngestException if it cannot be read, is none of telemetry, or its letters cannot be published
     * @throws org.apache.kafka.common.KafkaException if its readings cannot be published
     */
    public TelemetryOutcome ingest(Path file) throws IngestException, InterruptedException {
        try {
            return read(file);
        } catch (InterruptedIOException e) {
            Thread.interrupted();
            InterruptedException interrupted = new InterruptedException(e.getMessage());
            interrupted.initCause(e);
            throw interrupted;
        } catch (IngestException e) {
            throw e;
        } catch (IOException e) {
            throw new IngestException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    /** Says that no more readings come of the nodes whose readings were published. */
    public void end() throws IngestException, InterruptedException {
        if (destination != null) {
            destination.end();
        }
    }

    private TelemetryOutcome read(Path file) throws IOException, InterruptedException {
        MessageShape shape = TelemetryFiles.shape(file).orElse(null);
        if (shape == null) {
            TraceSource.head(file, 1); // says why, if it cannot be read
            throw new IngestException(file + ": is no telemetry in a format that is read from files");
        }
        TelemetryFile telemetry = new TelemetryFile(shape, settings.zone());
        ReadPart known = readParts.getOrDefault(file, ReadPart.NONE);
        FirstLook look = FirstLook.at(file, telemetry, settings, known);
        if (settings.wholeOnly() && (look.damage() != null || look.until() == 0)) {
            return new TelemetryOutcome.CutOff(file, look.bytes());
        }
        String before = readBefore.get(look.identity());
        if (before == null && !look.hasNews()) {
            before = file.toString();
        }
        return before == null ? read(file, shape, telemetry, look) : new TelemetryOutcome.AlreadyRead(file, before);
    }

    private TelemetryOutcome.Read read(Path file, MessageShape shape, TelemetryFile telemetry, FirstLook look)
            throws IOException, InterruptedException {
        boolean arrived = false;
        try {
            TelemetryOutcome.Read read = publish(file, shape, telemetry, look);
            arrived = true;
            return read;
        } finally {
            if (!arrived) { // what did not arrive is not known when the file is read again
                resolver = new SeriesResolver(settings.table(), SeriesLimits.USUAL);
                batches = batches(resolver);
            }
        }
    }

    private TelemetryOutcome.Read publish(Path file, MessageShape shape, TelemetryFile telemetry, FirstLook look)
            throws IOException, InterruptedException {
        List<String> warnings = new ArrayList<>();
        if (look.damage() != null) {
            warnings.add(look.damage());
        }
        if (look.until() < look.bytes()) {
            warnings.add(file + ": its last line has no end yet: it is read once it has one");
        }
        sources.clear();
        ReadingTotals earlier = batches.totals();
        FileSink sink = sink(file, look);
        try (TraceSource source = TraceSource.open(file)) {
            SourceBytes bytes = new SourceBytes(source, look.until());
            telemetry.read(bytes, look.facts(), look.known().bytes(), sink);
        } catch (MessageRefusedException e) {
            warnings.add(file + ": " + e.getMessage() + "; what came before was read");
        } finally {
            batches.flush();
        }
        send(sink.letters());
        long known = look.known().readings();
        ReadingTotals totals = batches.totals().since(earlier).plus(new ReadingTotals(known, 0, Map.of(), known, 0));
        if (totals.published() > 0) {
            remember(file, look.identity());
        }
        ReadPart part = telemetry.growsByLines() ? look.part(totals.published() + totals.duplicates()) : null;
        readParts.compute(file, (path, was) -> part);
        return new TelemetryOutcome.Read(
                file, shape.label(), totals, lost(totals), List.copyOf(sources.values()), sink.faults(), warnings);
    }

    /** Remembers a file, in the place of what it was when it was last read: there is one entry for each path. */
    private void remember(Path file, String identity) {
        String last = lastRead.put(file, identity);
        if (last != null) {
            readBefore.remove(last, file.toString());
        }
        readBefore.put(identity, file.toString());
    }

    private FileSink sink(Path file, FirstLook look) {
        Target target = new Target(look.facts().node(), settings.node());
        SampleSink to = batches.sink(resolver.of(target), EpochTimes.of(Instant.now()));
        return new FileSink(file, look.timeNanos(), to);
    }

    private static long lost(ReadingTotals totals) {
        return totals.refused().entrySet().stream()
                .filter(refused -> FileSink.isLoss(refused.getKey()))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    private void publish(TelemetryBatch batch) {
        destination().publish(batch);
        long first = Long.MAX_VALUE;
        long last = Long.MIN_VALUE;
        for (TelemetrySample sample : batch.getSamples()) {
            first = Math.min(first, sample.getTimeNs());
            last = Math.max(last, sample.getTimeNs());
        }
        SourceUse use = new SourceUse(
                batch.getNode(), batch.getSource(), batch.getSamples().size(), first, last);
        sources.merge(batch.getNode() + '\n' + batch.getSource(), use, SourceUse::with);
    }

    private void send(List<DeadLetter> letters) throws IngestException, InterruptedException {
        for (DeadLetter letter : letters) {
            destination().reject(letter);
        }
        if (destination != null) {
            destination.flush();
        }
    }

    private ReadingDestination destination() {
        if (destination == null) {
            destination = destinations.get();
        }
        return destination;
    }

    /** Names of all files that were read, by the hash of their content. */
    public Map<String, String> readBefore() {
        return Map.copyOf(readBefore);
    }

    @Override
    public void close() {
        if (destination != null) {
            destination.close();
        }
    }
}
