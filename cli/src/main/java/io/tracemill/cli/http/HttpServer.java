package io.tracemill.cli.http;

import io.tracemill.cli.monitoring.HttpAddress;
import io.tracemill.cli.terminal.Failure;
import java.net.BindException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.component.Graceful;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A server at one address, whose threads, connections and headers are bounded. */
public final class HttpServer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);

    private static final int MOST_THREADS = 16;
    private static final int HEADER_BYTES = 8192;

    /** How long the answers in progress may take once the server is to end. */
    private static final Duration LAST_ANSWERS = Duration.ofSeconds(4);

    /** How long a connection without a request stays then. */
    private static final long LAST_IDLE_MILLIS = 100;

    private final Server server;
    private final HttpAddress address;
    private final boolean encrypted;

    private HttpServer(Server server, HttpAddress address, boolean encrypted) {
        this.server = server;
        this.address = address;
        this.encrypted = encrypted;
    }

    /**
     * What connections may take.
     *
     * @param connections most at a time
     * @param idle how long a connection may move no byte, unless its answer is being made
     * @param crowded the same, while there are as many connections as there may be
     * @param paths which paths are taken
     */
    public record Limits(int connections, Duration idle, Duration crowded, UriCompliance paths) {

        private static final Duration IDLE = Duration.ofSeconds(60);
        private static final Duration CROWDED = Duration.ofSeconds(1);

        /** Limits with the standard times. */
        public static Limits of(int connections, UriCompliance paths) {
            return new Limits(connections, IDLE, CROWDED, paths);
        }
    }

    /**
     * Begins to answer requests.
     *
     * @throws Failure if the address cannot be had
     */
    public static HttpServer start(HttpAddress wanted, Optional<TlsKeys> tls, Limits limits, Handler handler)
            throws Failure {
        Server server = new Server(threads(limits));
        ServerConnector connector = connector(server, tls, limits);
        connector.setHost(wanted.host());
        connector.setPort(wanted.port());
        connector.setIdleTimeout(limits.idle().toMillis());
        connector.setShutdownIdleTimeout(LAST_IDLE_MILLIS);
        connector.setAcceptQueueSize(limits.connections()); // who finds it full tries again after a second or more
        server.addConnector(connector);
        NetworkConnectionLimit limit = new NetworkConnectionLimit(limits.connections(), server);
        limit.setEndPointIdleTimeout(limits.crowded().toMillis());
        server.addBean(limit);
        server.setErrorHandler(new ErrorReplies());
        server.setHandler(new GracefulHandler(new Patient(handler)));
        try {
            server.start();
            HttpAddress address = new HttpAddress(wanted.host(), connector.getLocalPort());
            return new HttpServer(server, address, tls.isPresent());
        } catch (Exception e) {
            stop(server);
            throw refused(wanted, e);
        }
    }

    /** Whether only this computer can reach an address that {@code --listen} names. */
    public static boolean isLoopback(HttpAddress address) {
        if (address.isOff()) {
            throw new IllegalArgumentException("--listen must be an address");
        }
        try {
            return InetAddress.getByName(address.host()).isLoopbackAddress();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(
                    "--listen must name this computer but \"" + address.host() + "\" is not known", e);
        }
    }

    private static QueuedThreadPool threads(Limits limits) {
        QueuedThreadPool threads =
                new QueuedThreadPool(MOST_THREADS, 2, (int) limits.idle().toMillis()); // a task per connection waits
        threads.setName("http");
        threads.setDaemon(true);
        return threads;
    }

    private static ServerConnector connector(Server server, Optional<TlsKeys> tls, Limits limits) {
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setRequestHeaderSize(HEADER_BYTES);
        http.setResponseHeaderSize(HEADER_BYTES);
        http.setUriCompliance(limits.paths());
        HttpConnectionFactory plain = new HttpConnectionFactory(http);
        if (tls.isEmpty()) {
            return new ServerConnector(server, 1, 1, plain);
        }
        http.addCustomizer(new SecureRequestCustomizer(false)); // names are checked elsewhere
        return new ServerConnector(
                server, 1, 1, new SslConnectionFactory(tls.get().factory(), plain.getProtocol()), plain);
    }

    private static Failure refused(HttpAddress wanted, Exception e) {
        Throwable cause = e.getCause() instanceof BindException ? e.getCause() : e;
        if (cause instanceof BindException) {
            boolean taken = String.valueOf(cause.getMessage()).contains("in use");
            String what = taken ? " is in use by another process" : " is not an address of this machine";
            return new Failure(wanted + what + "; choose another with --listen", e);
        }
        return new Failure(wanted + ": cannot listen here: " + e.getMessage() + "; choose another with --listen", e);
    }

    /** Where it is; the port is the one it got. */
    public HttpAddress address() {
        return address;
    }

    /** Its root, for a client. */
    public String url() {
        return (encrypted ? "https://" : "http://") + address + "/";
    }

    /** Takes no more requests, and ends once the answers in progress are sent, or soon. */
    @Override
    public void close() {
        try {
            Graceful.shutdown(server).get(LAST_ANSWERS.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            LOG.warn("requests are given up: their answers took longer than {} s", LAST_ANSWERS.toSeconds());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        stop(server);
    }

    private static void stop(Server server) {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the server must end", e);
        }
    }

    /** Keeps a connection while its answer is being made. A read or write that takes too long still fails. */
    private static final class Patient extends Handler.Wrapper {

        Patient(Handler inside) {
            super(inside);
        }

        @Override
        public boolean handle(Request request, Response response, Callback callback) throws Exception {
            request.addIdleTimeoutListener(timeout -> false);
            return super.handle(request, response, callback);
        }
    }
}
