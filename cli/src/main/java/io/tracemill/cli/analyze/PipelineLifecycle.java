package io.tracemill.cli.analyze;

import io.tracemill.cli.telemetry.ReadingDestination;
import io.tracemill.cli.temp.TempDirectory;
import io.tracemill.ingest.publish.TracePublisher;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The life of a local pipeline and its temporary directory. The pipeline starts in the background, while files are
 * already read. Both are removed when this is closed or when the process ends. The thread that opened it is interrupted
 * if the broker fails.
 */
final class PipelineLifecycle implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PipelineLifecycle.class);

    /** How long a pipeline may take to start before it is taken for one that never will. */
    private static final long PATIENCE_SECONDS = 30;

    private final TempDirectory temp;
    private final Path archive;
    private final CompletableFuture<LocalPipeline> started = new CompletableFuture<>();
    private final AtomicBoolean archiveClosed = new AtomicBoolean();
    private final ThreadGroup threads = new ThreadGroup("pipeline");
    private final Thread hook = new Thread(this::end, "remove-temporary-files");

    private volatile @Nullable LocalPipeline prepared;
    private boolean ended;

    private PipelineLifecycle(TempDirectory temp, Path archive) {
        this.temp = temp;
        this.archive = archive;
    }

    /** Opens one and starts its pipeline. */
    static PipelineLifecycle open(AnalyzeRequest request, AnalyzedFiles files) throws IOException {
        TempDirectory temp = TempDirectory.in(request.tempDir());
        try {
            AnalyzeRequest placed = request.within(temp.path());
            PipelineLifecycle lifecycle = new PipelineLifecycle(temp, placed.out());
            Runtime.getRuntime().addShutdownHook(lifecycle.hook);
            lifecycle.start(lifecycle.prepare(placed, files), Thread.currentThread());
            return lifecycle;
        } catch (IOException | IllegalStateException e) {
            temp.close();
            throw e;
        }
    }

    /** Writes the first files. Once the process is ending, its hook has removed the directory, and none are written. */
    private synchronized LocalPipeline prepare(AnalyzeRequest request, AnalyzedFiles files) throws IOException {
        if (ended) {
            throw new IOException("the process is ending");
        }
        LocalPipeline pipeline = LocalPipeline.prepare(temp.path(), request, files);
        prepared = pipeline;
        return pipeline;
    }

    private void start(LocalPipeline pipeline, Thread waiting) {
        Thread starting = new Thread(
                threads,
                () -> {
                    try {
                        pipeline.start();
                        pipeline.onBrokerFailure(waiting::interrupt);
                        started.complete(pipeline);
                    } catch (IOException | InterruptedException | RuntimeException | Error e) {
                        started.completeExceptionally(e);
                    }
                },
                "start-pipeline");
        starting.setDaemon(true);
        starting.start();
    }

    Path path() {
        return temp.path();
    }

    /** The archive, which is below the temporary directory if it is not kept. */
    Path archive() {
        return archive;
    }

    /** The pipeline, once it runs. */
    LocalPipeline pipeline() throws IOException {
        try {
            return started.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException cause
                    ? cause
                    : new IOException("the pipeline did not start: " + e.getCause(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the pipeline starts", e);
        }
    }

    ReadingDestination readings() {
        try {
            return pipeline().readings();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    TracePublisher publisher() {
        try {
            return pipeline().publisher();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Settles what stays of the archive. */
    void closeArchive() throws IOException {
        LocalPipeline pipeline = prepared;
        if (pipeline == null || !archiveClosed.compareAndSet(false, true)) {
            return;
        }
        try {
            started.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("the pipeline did not start", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            pipeline.closeArchive();
        }
    }

    /** Returns at once: what is left ends and vanishes behind the caller's back, or with the process. */
    @Override
    public void close() {
        DaemonThreads.start("remove-pipeline", this::removeAll);
    }

    private void removeAll() {
        closePipeline();
        temp.close();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            LOG.debug("the process is ending, and the hook with it", e);
        }
    }

    private void closePipeline() {
        LocalPipeline pipeline = prepared;
        if (pipeline != null) {
            pipeline.close();
        }
    }

    /** When the process ends: what nobody closed is closed, and what still runs loses its files. */
    private synchronized void end() {
        ended = true;
        if (!archiveClosed.get()) {
            try {
                closeArchive();
            } catch (IOException e) {
                LOG.debug("the next run removes the archive's files", e);
            }
            closePipeline();
        }
        temp.close();
        interruptSystemCalls();
    }

    /** The JVM's end waits 300 ms for threads in system calls, where those of a broker mostly are. */
    private void interruptSystemCalls() {
        Thread[] all = new Thread[2 * threads.activeCount()];
        Arrays.stream(all, 0, threads.enumerate(all))
                .filter(thread -> thread.getState() == Thread.State.RUNNABLE)
                .forEach(Thread::interrupt);
    }
}
