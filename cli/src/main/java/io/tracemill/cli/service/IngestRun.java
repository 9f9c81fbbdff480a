package io.tracemill.cli.service;

import io.tracemill.cli.terminal.ExitCode;
import io.tracemill.ingest.IngestConfig;
import io.tracemill.ingest.IngestException;
import io.tracemill.ingest.IngestJob;
import io.tracemill.ingest.publish.TracePublisher;
import java.nio.file.Path;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;

/** The ingest of files into a cluster, one after the other. A file that fails does not stop the others. */
public final class IngestRun implements AutoCloseable {

    private final IngestJob job;
    private final IngestedFiles files;

    /**
     * A run.
     *
     * @param publishers asked once, when there is something to publish
     * @param finished says which traces need no ingest
     * @param status shows the progress
     * @param files takes what becomes of each file
     */
    public IngestRun(
            IngestConfig config,
            Supplier<? extends TracePublisher> publishers,
            Predicate<String> finished,
            IngestStatus status,
            IngestedFiles files) {
        this.files = files;
        Predicate<String> known = id -> files.published().contains(id) || finished.test(id);
        this.job = new IngestJob(config, publishers, known, status);
    }

    /**
     * Publishes a file, and says what became of it.
     *
     * @throws KafkaException if the cluster, and not the file, is why it could not be published
     */
    public void ingest(Path file) throws InterruptedException {
        try {
            files.add(job.ingest(file));
        } catch (IngestException e) {
            boolean tooLarge = e.getCause() instanceof RecordTooLargeException; // then the file is to blame
            if (!tooLarge && e.getCause() instanceof KafkaException cluster) {
                throw cluster;
            }
            files.addFailed(file, e);
        }
    }

    /** Ends the run if no file follows; it fails if no file was a trace. */
    public void end() {
        files.end();
    }

    /** How it went so far. */
    public ExitCode exitCode() {
        if (files.failed() > 0) {
            return ExitCode.FAILED;
        }
        return files.pastBudget() > 0 ? ExitCode.PAST_REJECT_BUDGET : ExitCode.DONE;
    }

    @Override
    public void close() {
        job.close();
    }
}
