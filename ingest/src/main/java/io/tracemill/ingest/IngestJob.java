package io.tracemill.ingest;

import io.tracemill.ingest.dialect.Dialect;
import io.tracemill.ingest.dialect.Dialects;
import io.tracemill.ingest.publish.TracePublisher;
import io.tracemill.ingest.source.TraceSource;
import io.tracemill.ingest.spill.SpillSpace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Ingests trace files, one after the other: read, put in order, published. Nothing is published before a file has been
 * read whole. Closing closes the publisher.
 */
public final class IngestJob implements AutoCloseable {

    private static final int HEAD_BYTES = 1 << 16;

    private final IngestConfig config;
    private final Supplier<? extends TracePublisher> publishers;
    private final Predicate<String> finished;
    private final IngestProgress progress;
    private @Nullable TracePublisher publisher;

    /**
     * A job.
     *
     * @param config how to ingest
     * @param publishers asked when the first trace is ready to be published, and again after one that could not be
     * @param finished says of a trace id whether that trace is finished and needs no ingest
     * @param progress is told how far it is
     */
    public IngestJob(
            IngestConfig config,
            Supplier<? extends TracePublisher> publishers,
            Predicate<String> finished,
            IngestProgress progress) {
        this.config = config;
        this.publishers = publishers;
        this.finished = finished;
        this.progress = progress;
    }

    /**
     * Ingests a file.
     *
     * @throws IngestException if it is no trace, cannot be read or sorted, or cannot be published
     */
    public IngestOutcome ingest(Path file) throws IngestException, InterruptedException {
        try {
            progress.opened(file, size(file));
            return ingest(file, Dialects.guess(TraceSource.head(file, HEAD_BYTES)));
        } catch (IngestException e) {
            if (Thread.interrupted()) {
                InterruptedException interrupted = new InterruptedException("interrupted while ingesting " + file);
                interrupted.initCause(e);
                throw interrupted;
            }
            throw e;
        }
    }

    private IngestOutcome ingest(Path file, Dialect dialect) throws IngestException, InterruptedException {
        SpillSpace space = new SpillSpace(config.limits().tempDir(), file.toString());
        Dialect proven;
        try (TraceContents contents = new TraceContents(config.limits().sortMemoryBytes(), space, dialect)) {
            TraceReading.End end = new TraceReading(file, config, progress).read(contents);
            if (config.rules().wholeOnly() && end.ending().isCut()) {
                return new IngestOutcome.CutOff(file, end.bytes());
            }
            proven = contents.provenDialect();
            if (proven == dialect) {
                return publish(file, contents, end);
            }
        }
        return ingest(file, proven);
    }

    private IngestOutcome publish(Path file, TraceContents contents, TraceReading.End end)
            throws IngestException, InterruptedException {
        SpanAssembly.pair(contents, config.rules().dropCategories());
        TraceIdentity identity = TraceIdentity.of(file, config.origin(), contents.metadata.rank(), end.hash());
        if (finished.test(identity.traceId())) {
            return new IngestOutcome.AlreadyFinished(identity.traceId(), identity.run(), identity.rank(), file);
        }
        TracePublishing publishing = new TracePublishing(file, config, contents, end, identity);
        try {
            return new IngestOutcome.Published(publishing.publish(publisher(), progress));
        } catch (IngestException e) {
            close(); // what it still has under way belongs to this trace: the next one gets another
            throw e;
        }
    }

    private TracePublisher publisher() {
        if (publisher == null) {
            publisher = publishers.get();
        }
        return publisher;
    }

    private static long size(Path file) throws IngestException {
        try {
            return Files.size(file);
        } catch (NoSuchFileException e) {
            throw new IngestException(file + ": no such file", e);
        } catch (IOException e) {
            throw new IngestException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        if (publisher != null) {
            publisher.close();
            publisher = null;
        }
    }
}
