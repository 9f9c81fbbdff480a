package io.tracemill.cli.analyze;

import io.tracemill.cli.terminal.Failure;
import io.tracemill.storage.ArchiveException;
import io.tracemill.storage.ArchiveJob;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** The thread of an archive job. */
final class ArchiveThread {

    private static final long CHECK_EVERY_MILLIS = 200;

    private final ArchiveJob job;
    private final Thread thread;
    private volatile @Nullable Throwable failure;

    private ArchiveThread(ArchiveJob job) {
        this.job = job;
        this.thread = new Thread(job, "archive");
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler((ignored, cause) -> failure = cause);
    }

    static ArchiveThread start(ArchiveJob job) {
        ArchiveThread archiving = new ArchiveThread(job);
        archiving.thread.start();
        return archiving;
    }

    /** Returns once all rows before these offsets are published. */
    void finish(Map<TopicPartition, Long> ends, LivenessCheck pipeline) throws IOException, InterruptedException {
        job.stopAt(ends);
        while (thread.isAlive()) {
            thread.join(CHECK_EVERY_MILLIS);
            pipeline.checkAlive();
        }
        checkAlive();
    }

    void checkAlive() throws IOException {
        Throwable cause = failure;
        if (cause != null) {
            String what = cause instanceof ArchiveException ? "" : "the archive stopped: ";
            throw new Failure(what + cause.getMessage(), cause);
        }
    }

    /** The number of records that could not be archived. */
    long rejected() {
        return job.totals().rejected();
    }

    /** What is wrong with the first of them. */
    String firstRejection() {
        return job.firstRejection().orElse("");
    }

    /** Lets the job end, and says whether it did within this time. */
    boolean stop(Duration patience) {
        return !thread.isAlive() || DaemonThreads.run("close-archive", job::close, patience);
    }
}
