package io.tracemill.cli.analyze;

import io.tracemill.ingest.publish.TracePublisher;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A temporary directory and the pipeline in it, which starts while files are read already. Both go when this is closed,
 * or when the process is told to end. The thread that opened it is interrupted when the broker fails.
 */
final class Workplace implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Workplace.class);

    /** How long a pipeline may take to start before it is taken for one that never will. */
    private static final long PATIENCE_SECONDS = 30;

    private final TempDirectory temp;
    private final CompletableFuture<LocalPipeline> pipeline;
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Thread hook = new Thread(this::removeAll, "remove-temporary-files");

    private Workplace(TempDirectory temp, CompletableFuture<LocalPipeline> pipeline) {
        this.temp = temp;
        this.pipeline = pipeline;
    }

    static Workplace open(AnalyzeRequest request) throws IOException {
        TempDirectory temp = TempDirectory.in(request.tempDir());
        CompletableFuture<LocalPipeline> pipeline = new CompletableFuture<>();
        Workplace workplace = new Workplace(temp, pipeline);
        Runtime.getRuntime().addShutdownHook(workplace.hook);
        Thread waiting = Thread.currentThread();
        Thread starting = new Thread(
                () -> {
                    try {
                        LocalPipeline started = LocalPipeline.start(temp.path(), request.out(), request.pass());
                        started.onBrokerFailure(waiting::interrupt);
                        pipeline.complete(started);
                    } catch (IOException | InterruptedException | RuntimeException | Error e) {
                        pipeline.completeExceptionally(e);
                    }
                },
                "start-pipeline");
        starting.setDaemon(true);
        starting.start();
        return workplace;
    }

    Path path() {
        return temp.path();
    }

    /** The pipeline, once it runs. */
    LocalPipeline pipeline() throws IOException {
        try {
            return pipeline.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException cause
                    ? cause
                    : new IOException("the pipeline does not start: " + e.getCause(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the pipeline starts", e);
        }
    }

    TracePublisher publisher() {
        try {
            return pipeline().publisher();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        removeAll();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            LOG.debug("the process is ending, and the hook with it", e);
        }
    }

    private void removeAll() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        try {
            pipeline.get(PATIENCE_SECONDS, TimeUnit.SECONDS).close();
        } catch (IOException | ExecutionException | TimeoutException e) {
            LOG.debug("nothing to remove: the pipeline did not start", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            temp.close();
        }
    }
}
