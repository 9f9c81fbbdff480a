package io.tracemill.cli.serve;

import io.tracemill.cli.monitoring.HttpAddress;
import io.tracemill.cli.temp.TempDirectory;
import io.tracemill.cli.terminal.Failure;
import java.io.IOException;
import java.net.BindException;
import java.time.Clock;
import java.util.Optional;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.SecureRequestCustomizer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** A server of the page over an archive. Its threads, connections, waiting requests and kept answers are bounded. */
public final class PageServer implements AutoCloseable {

    private static final long CACHE_BYTES = 64L << 20;

    private static final int MOST_CONNECTIONS = 256;
    private static final int MOST_THREADS = 16;
    private static final int HEADER_BYTES = 8192;
    private static final long IDLE_MILLIS = 60_000;

    /** How long a connection may be idle while there are as many as there may be. */
    private static final long CROWDED_IDLE_MILLIS = 1_000;

    private final HttpAddress address;
    private final boolean encrypted;
    private final Server server;
    private final ServedArchive archive;
    private final Desk desk;
    private final TempDirectory directory;

    private PageServer(ServeSettings settings, ServedArchive archive, TempDirectory directory) throws IOException {
        this.archive = archive;
        this.directory = directory;
        this.desk = new Desk(archive, new AnswerCache(CACHE_BYTES));
        this.server = new Server(threads());
        this.encrypted = settings.access().tls().isPresent();
        ServerConnector connector = connector(settings);
        server.addConnector(connector);
        server.addBean(limit());
        server.setErrorHandler(new ErrorReplies());
        server.setHandler(handler(settings));
        this.address = listen(settings.address(), connector);
        desk.prepare();
    }

    /**
     * Opens an archive and begins to serve it.
     *
     * @throws Failure if the address cannot be had
     */
    public static PageServer start(ServeSettings settings) throws IOException {
        ServedArchive archive = ServedArchive.open(settings.data());
        try {
            TempDirectory directory = TempDirectory.in(settings.tempDir());
            try {
                return new PageServer(settings, archive, directory);
            } catch (IOException | RuntimeException e) {
                directory.close();
                throw e;
            }
        } catch (IOException | RuntimeException e) {
            try (archive) {
                throw e;
            }
        }
    }

    private static QueuedThreadPool threads() {
        QueuedThreadPool threads =
                new QueuedThreadPool(MOST_THREADS, 2, (int) IDLE_MILLIS); // a task per connection waits
        threads.setName("http");
        threads.setDaemon(true);
        return threads;
    }

    private ServerConnector connector(ServeSettings settings) {
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setRequestHeaderSize(HEADER_BYTES);
        http.setResponseHeaderSize(HEADER_BYTES);
        HttpConnectionFactory plain = new HttpConnectionFactory(http);
        Optional<TlsKeys> tls = settings.access().tls();
        if (tls.isPresent()) {
            http.addCustomizer(new SecureRequestCustomizer(false)); // the door checks names
        }
        ServerConnector connector = tls.isEmpty()
                ? new ServerConnector(server, 1, 1, plain)
                : new ServerConnector(
                        server, 1, 1, new SslConnectionFactory(tls.get().factory(), plain.getProtocol()), plain);
        connector.setHost(settings.address().host());
        connector.setPort(settings.address().port());
        connector.setIdleTimeout(IDLE_MILLIS);
        return connector;
    }

    private NetworkConnectionLimit limit() {
        NetworkConnectionLimit limit = new NetworkConnectionLimit(MOST_CONNECTIONS, server);
        limit.setEndPointIdleTimeout(CROWDED_IDLE_MILLIS);
        return limit;
    }

    private Handler handler(ServeSettings settings) throws IOException {
        Handler site = new Site(
                PageFiles.all(),
                new Api(new PageQuestions(settings.page())),
                desk,
                new Cuts(desk, archive.data(), directory));
        Optional<AccessToken> token = settings.access().token();
        Handler inside = token.isEmpty()
                ? site
                : new Login(token.get(), new Sessions(Clock.systemUTC()), PageFiles.login(), site);
        return new Door(HostNames.of(settings.address(), settings.access().names()), inside);
    }

    private HttpAddress listen(HttpAddress wanted, ServerConnector connector) throws IOException {
        try {
            server.start();
            return new HttpAddress(wanted.host(), connector.getLocalPort());
        } catch (Exception e) {
            stop();
            throw refused(wanted, e);
        }
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

    /** The page, for a browser. */
    public String url() {
        return (encrypted ? "https://" : "http://") + address + "/";
    }

    private void stop() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException("the server must end", e);
        }
    }

    @Override
    public void close() throws IOException {
        stop();
        desk.close();
        directory.close();
        archive.close();
    }
}
