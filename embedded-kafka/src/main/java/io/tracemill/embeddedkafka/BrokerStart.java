package io.tracemill.embeddedkafka;

import java.io.IOException;
import java.net.BindException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An attempt to start a server. It runs on a thread of its own, because a server that meets a fault while it starts may
 * wait for itself forever.
 */
final class BrokerStart {

    private static final Logger LOG = LoggerFactory.getLogger(BrokerStart.class);

    private static final Duration LET_GO = Duration.ofSeconds(5);

    private final Path data;
    private final FreePorts ports;
    private final Map<String, String> settings;
    private final ThreadGroup threads = new ThreadGroup("embedded-kafka");
    private final CompletableFuture<KafkaRaftServer> started = new CompletableFuture<>();

    BrokerStart(Path data, FreePorts ports, Map<String, String> settings) {
        this.data = data;
        this.ports = ports;
        this.settings = settings;
    }

    /**
     * A running server.
     *
     * @param threads all of its threads
     */
    record Running(KafkaRaftServer server, ThreadGroup threads) {

        void shutDown() {
            BrokerFaults.forget(threads);
            server.shutdown();
            server.awaitShutdown();
        }
    }

    /**
     * Starts the server, and calls {@code fault} when it fails later.
     *
     * @throws BindException if another process took a port
     */
    Running await(Runnable fault) throws IOException {
        BrokerFaults.listen(threads, () -> {
            if (!started.completeExceptionally(new IOException("its disk is full or failing"))) {
                fault.run();
            }
        });
        try {
            inBackground(threads, "embedded-kafka-start", this::start);
            return new Running(started.get(), threads);
        } catch (ExecutionException e) {
            BrokerFaults.forget(threads);
            throw failure(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(data + ": interrupted while the embedded broker starts", e);
        }
    }

    static Thread inBackground(@Nullable ThreadGroup group, String name, Runnable work) {
        Thread thread = new Thread(group, work, name);
        thread.setDaemon(true);
        thread.setUncaughtExceptionHandler((ignored, e) -> LOG.debug("{}", name, e));
        thread.start();
        return thread;
    }

    private void start() {
        KafkaRaftServer server = null;
        try {
            server = new KafkaRaftServer(new KafkaConfig(BrokerSettings.of(data, ports, settings), false), Time.SYSTEM);
            server.startup();
            started.complete(server);
        } catch (RuntimeException | Error e) {
            if (server != null) {
                letGo(server);
            }
            started.completeExceptionally(e);
        }
    }

    /** Stops a server that failed to start, because another attempt needs its directory. */
    private void letGo(KafkaRaftServer server) {
        try {
            inBackground(threads, "embedded-kafka-end", server::shutdown).join(LET_GO.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private IOException failure(ExecutionException e) {
        for (@Nullable Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof BindException bind) {
                return bind;
            }
        }
        @Nullable Throwable cause = e.getCause();
        String reason = cause == null ? e.toString() : String.valueOf(cause.getMessage());
        return new IOException(data + ": the embedded broker does not start: " + reason, e);
    }
}
