package io.tracemill.ingest;

import io.tracemill.ingest.ascend.AscendProfile;
import io.tracemill.ingest.ascend.AscendProfiles;
import io.tracemill.ingest.dialect.Dialects;
import io.tracemill.ingest.parse.TraceForm;
import io.tracemill.ingest.publish.TracePublisher;
import io.tracemill.ingest.redact.Redaction;
import io.tracemill.ingest.source.TraceSource;
import io.tracemill.ingest.spill.SpillSpace;
import io.tracemill.schemas.VisibleText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Ingest of trace files, one after the other: each is read, put in order and published. Nothing is published before the
 * file has been read whole. Closing closes the publisher.
 */
public final class IngestJob implements AutoCloseable {

    private static final int HEAD_BYTES = 1 << 16;

    private final IngestConfig config;
    private final Supplier<? extends TracePublisher> publishers;
    private final Predicate<String> finished;
    private final IngestProgress progress;
    private final AscendProfiles profiles = new AscendProfiles();
    private @Nullable TracePublisher publisher;

    /**
     * A job.
     *
     * @param config settings
     * @param publishers makes a publisher for the first trace to publish, and a new one after a failure to publish
     * @param finished tells whether the trace of an id is finished and needs no ingest
     * @param progress listener for progress
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
     * @throws NoTraceException if the file is whole JSON and no trace
     * @throws IngestException if the file cannot be read, sorted or published, whatever it does to this program
     */
    public IngestOutcome ingest(Path file) throws IngestException, InterruptedException {
        return ingest(file, config);
    }

    /**
     * Ingests a file whose origin is known from elsewhere.
     *
     * @throws NoTraceException if the file is whole JSON and no trace
     * @throws IngestException if the file cannot be read, sorted or published, whatever it does to this program
     */
    public IngestOutcome ingest(Path file, IngestConfig.Origin origin) throws IngestException, InterruptedException {
        return ingest(file, config.withOrigin(origin));
    }

    private IngestOutcome ingest(Path file, IngestConfig config) throws IngestException, InterruptedException {
        try {
            progress.opened(file, size(file));
            TraceForm form = TraceForm.of(Dialects.guess(TraceSource.head(file, HEAD_BYTES)));
            return ingest(file, config, form, false);
        } catch (IngestException e) {
            if (Thread.interrupted()) {
                InterruptedException interrupted = new InterruptedException("interrupted while ingesting " + file);
                interrupted.initCause(e);
                throw interrupted;
            }
            throw e;
        } catch (NotOfTheFile e) {
            throw e.cause();
        } catch (LinkageError e) {
            throw e; // a library could not be loaded, which no other file can do without
        } catch (RuntimeException | Error e) {
            throw new IngestException(file + ": " + reason(e), e);
        }
    }

    /** Why a file cannot be ingested that reading or sorting it failed for. */
    private static String reason(Throwable e) {
        if (e instanceof OutOfMemoryError) {
            return "does not fit into the heap; TRACEMILL_JAVA_OPTS=-Xmx2g sets a larger one";
        }
        if (e instanceof StackOverflowError) {
            return "is nested too deeply to be read, in JSON or in compressed parts";
        }
        return "cannot be ingested because of a fault of the program, please report it: " + e;
    }

    /** A failure of what this job was given, which ends it: no file is to blame. */
    private static final class NotOfTheFile extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final RuntimeException cause;

        private NotOfTheFile(RuntimeException cause) {
            super(cause);
            this.cause = cause;
        }

        RuntimeException cause() {
            return cause;
        }

        static <T> T unless(Supplier<T> given) {
            try {
                return given.get();
            } catch (RuntimeException e) {
                throw new NotOfTheFile(e);
            }
        }
    }

    private IngestOutcome ingest(Path file, IngestConfig config, TraceForm form, boolean readsFlows)
            throws IngestException, InterruptedException {
        SpillSpace space = new SpillSpace(config.limits().tempDir(), file.toString());
        TraceForm proven;
        long memory = config.limits().sortMemoryBytes();
        Redaction redaction = new Redaction(config.rules().redaction());
        try (TraceContents contents = new TraceContents(memory, space, form, readsFlows, redaction)) {
            TraceReading.End end = new TraceReading(file, config, progress).read(contents);
            if (config.rules().wholeOnly() && end.ending().isCut()) {
                return new IngestOutcome.CutOff(file, end.bytes());
            }
            proven = contents.provenForm();
            if (proven.equals(form)) {
                IngestConfig.Origin origin = config.origin();
                AscendProfile profile = profiles.around(file, origin.root());
                TraceIdentity identity = TraceIdentity.of(file, profile, origin, contents.metadata.rank(), end.hash());
                if (NotOfTheFile.unless(() -> finished.test(identity.traceId()))) {
                    return new IngestOutcome.AlreadyFinished(identity.traceId(), identity.run(), identity.rank(), file);
                }
                SpanAssembly.pair(contents, config.rules().dropCategories());
                TraceReview review = new TraceReview(contents);
                if (!review.wantsFlows()) {
                    return publish(file, new TracePublishing(file, config, review, end, identity));
                }
            }
        }
        return ingest(file, config, proven, proven.equals(form));
    }

    private IngestOutcome publish(Path file, TracePublishing publishing) throws IngestException, InterruptedException {
        boolean whole = false;
        try {
            IngestOutcome published = new IngestOutcome.Published(publishing.publish(publisher(), progress));
            whole = true;
            return published;
        } catch (IngestException e) {
            String message = String.valueOf(e.getMessage());
            boolean named = message.startsWith(VisibleText.of(file.toString()));
            throw named ? e : new IngestException(file + ": " + message, e.getCause());
        } finally {
            if (!whole) {
                close(); // records still in flight belong to this trace, so the next trace gets a new publisher
            }
        }
    }

    private TracePublisher publisher() {
        if (publisher == null) {
            publisher = NotOfTheFile.unless(publishers::get);
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
