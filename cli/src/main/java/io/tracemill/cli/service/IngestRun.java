package io.tracemill.cli.service;

import io.tracemill.cli.telemetry.TelemetryFiles;
import io.tracemill.cli.telemetry.TelemetryIngest;
import io.tracemill.cli.terminal.ExitCode;
import io.tracemill.ingest.IngestException;
import io.tracemill.ingest.IngestJob;
import java.nio.file.Path;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;

/** The ingest of files into a cluster, one after the other. A file that fails does not stop the others. */
public final class IngestRun implements AutoCloseable {

    private final IngestJob job;
    private final IngestedFiles files;
    private final TelemetryIngest telemetry;

    /**
     * A run, which closes both.
     *
     * @param job takes traces
     * @param telemetry takes files of telemetry
     * @param files takes what becomes of each file
     */
    public IngestRun(IngestJob job, TelemetryIngest telemetry, IngestedFiles files) {
        this.job = job;
        this.telemetry = telemetry;
        this.files = files;
    }

    /**
     * Publishes a file, and says what became of it.
     *
     * @throws KafkaException if the cluster, and not the file, is why it could not be published
     */
    public void ingest(Path file) throws InterruptedException {
        try {
            if (TelemetryFiles.isOne(file)) {
                files.add(telemetry.ingest(file));
            } else {
                files.add(job.ingest(file));
            }
        } catch (IngestException e) {
            boolean tooLarge = e.getCause() instanceof RecordTooLargeException; // then the file is to blame
            if (!tooLarge && e.getCause() instanceof KafkaException cluster) {
                throw cluster;
            }
            files.addFailed(file, e);
        }
    }

    /** Ends the run if no file follows; it fails if no file was a trace. */
    public void end() throws IngestException, InterruptedException {
        telemetry.end();
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
        telemetry.close();
        job.close();
    }
}
