package io.tracemill.cli.receive;

import io.tracemill.cli.http.HostNames;
import io.tracemill.cli.http.HttpServer;
import io.tracemill.cli.http.TlsKeys;
import io.tracemill.cli.monitoring.HttpAddress;
import io.tracemill.cli.temp.TempDirectory;
import io.tracemill.cli.terminal.ErrorLine;
import io.tracemill.cli.terminal.Failure;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.http.UriCompliance.Violation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A door: takes traces and metrics and publishes them until it is closed. */
public final class ReceiveServer implements AutoCloseable {

    /** What is not left to Jetty: no path reaches the file system, and each part is decoded once, by the door. */
    private static final Set<Violation> ENCODED = EnumSet.of(
            Violation.AMBIGUOUS_PATH_ENCODING,
            Violation.AMBIGUOUS_PATH_PARAMETER,
            Violation.AMBIGUOUS_PATH_SEGMENT,
            Violation.AMBIGUOUS_PATH_SEPARATOR,
            Violation.AMBIGUOUS_EMPTY_SEGMENT,
            Violation.SUSPICIOUS_PATH_CHARACTERS,
            Violation.BAD_PERCENT_ENCODING,
            Violation.BAD_UTF8_ENCODING,
            Violation.TRUNCATED_UTF8_ENCODING);

    private static final Logger LOG = LoggerFactory.getLogger(ReceiveServer.class);

    private static final int MOST_CONNECTIONS = 1024;
    private static final int MOST_LOOKUPS = 1024;

    /**
     * How long uploads under way are waited for in the end. With a second for threads and four for last answers, that
     * is less than the process waits for its end.
     */
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(4);

    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final TempDirectory directory;
    private final Uploads uploads;
    private final Pushes pushes;
    private final Door door;
    private final HttpServer server;
    private final ScheduledFuture<?> ticks;
    private volatile String complaint = "";
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(daemon("clock"));
    private final ThreadPoolExecutor lookups =
            new ThreadPoolExecutor(1, 1, 1, TimeUnit.MINUTES, new ArrayBlockingQueue<>(MOST_LOOKUPS), daemon("lookup"));

    private ReceiveServer(ReceiveSettings settings, TraceIngest ingest, MetricsIngest metrics, TempDirectory directory)
            throws Failure {
        this.directory = directory;
        KnownTraces known = new KnownTraces(ingest.finished());
        this.uploads = new Uploads(directory.path(), settings.limits(), ingest, known);
        this.pushes = new Pushes(metrics, settings.limits().leastBytesPerSecond());
        ReceiveSettings.Access access = settings.access();
        Optional<HostNames> names = access.tokens().isPresent() || access.insecure()
                ? Optional.empty()
                : Optional.of(HostNames.of(settings.address(), Set.of()));
        this.door = new Door(new Guard(access.tokens(), names), uploads, pushes, known, lookups);
        HttpServer.Limits limits = HttpServer.Limits.of(MOST_CONNECTIONS, new UriCompliance("names-of-runs", ENCODED));
        this.server = HttpServer.start(settings.address(), access.tls(), limits, door);
        this.ticks = clock.scheduleAtFixedRate(() -> tick(access.tls()), 1, 1, TimeUnit.SECONDS);
    }

    /**
     * Begins to take traces and metrics.
     *
     * @throws Failure if the address or the directory cannot be had
     */
    public static ReceiveServer start(ReceiveSettings settings, TraceIngest ingest, MetricsIngest metrics)
            throws IOException {
        TempDirectory directory = TempDirectory.in(settings.spool());
        try {
            return new ReceiveServer(settings, ingest, metrics, directory);
        } catch (IOException | RuntimeException e) {
            directory.close();
            throw e;
        }
    }

    /** Gives up slow clients, and takes a new certificate. */
    private void tick(Optional<TlsKeys> tls) {
        try {
            uploads.checkRates();
            pushes.checkRates();
            if (tls.isPresent()) {
                tls.get().renew();
            }
            complaint = "";
        } catch (IOException | RuntimeException e) {
            String now = ErrorLine.of(e);
            if (!now.equals(complaint)) {
                LOG.warn("{}", now);
            }
            complaint = now;
        }
    }

    private static ThreadFactory daemon(String name) {
        return work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    /** Where it is; the port is the one it got. */
    public HttpAddress address() {
        return server.address();
    }

    /** Its root, for a client. */
    public String url() {
        return server.url();
    }

    /** Publishes what is under way, for a few seconds, and ends. */
    @Override
    public void close() {
        door.takeNoMore();
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (uploads.underWay() + pushes.underWay() > 0 && System.nanoTime() < end) {
            LockSupport.parkNanos(LOOK_NANOS);
        }
        uploads.close();
        pushes.close();
        lookups.shutdown();
        ticks.cancel(false);
        clock.shutdown();
        server.close();
        directory.close();
    }
}
