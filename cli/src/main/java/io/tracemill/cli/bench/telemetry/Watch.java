package io.tracemill.cli.bench.telemetry;

import io.tracemill.cli.terminal.Figures;
import io.tracemill.storage.ArchiveJob;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Looks at the pipeline once a second, and keeps what it saw of each minute. For one thread. */
final class Watch {

    private static final long LOOK_MILLIS = 1_000;
    private static final long MINUTE_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final Tally tally;
    private final Feed feed;
    private final ArchiveJob archive;
    private final Path broker;
    private final Consumer<String> progress;
    private final OwnUse use = new OwnUse();
    private final List<Minute> minutes = new ArrayList<>();
    private Map<Part, Long> cpu;
    private long begin = System.nanoTime();
    private long readings;
    private long behind;
    private long heap = Long.MAX_VALUE;

    Watch(Tally tally, Feed feed, ArchiveJob archive, Path broker, Consumer<String> progress) {
        this.progress = progress;
        this.tally = tally;
        this.feed = feed;
        this.archive = archive;
        this.broker = broker;
        this.cpu = use.cpu();
    }

    /** Watches until the end. Returns the minutes; a last part of one is left out if it is less than half. */
    List<Minute> until(CountDownLatch end) throws InterruptedException {
        boolean ended = false;
        while (!ended) {
            ended = end.await(LOOK_MILLIS, TimeUnit.MILLISECONDS);
            behind = Math.max(behind, tally.batches() - archive.totals().records());
            Runtime runtime = Runtime.getRuntime();
            heap = Math.min(heap, runtime.totalMemory() - runtime.freeMemory());
            long now = System.nanoTime();
            if (now - begin >= MINUTE_NANOS || (ended && (minutes.isEmpty() || now - begin >= MINUTE_NANOS / 2))) {
                keep(now);
            }
        }
        return List.copyOf(minutes);
    }

    private void keep(long now) {
        Map<Part, Long> before = cpu;
        cpu = use.cpu();
        long published = tally.readings();
        minutes.add(new Minute(
                now - begin,
                published - readings,
                archive.totals().records(),
                behind,
                feed.takeLatestNanos(),
                Minute.difference(before, cpu),
                heap,
                use.residentBytes(),
                topicBytes()));
        progress.accept(minutes.size() + " min: " + Figures.count(published) + " readings");
        begin = now;
        readings = published;
        behind = 0;
        heap = Long.MAX_VALUE;
    }

    /** Bytes of the topic on the broker's disk. */
    long topicBytes() {
        try (Stream<Path> files = Files.walk(broker)) {
            return files.filter(file -> file.toString().matches(".*fleet-telemetry-\\d+/\\d+\\.log"))
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        } catch (IOException | UncheckedIOException e) {
            return 0; // files come and go while they are listed
        }
    }
}
