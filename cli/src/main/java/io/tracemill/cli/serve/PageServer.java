package io.tracemill.cli.serve;

import io.tracemill.cli.http.AccessToken;
import io.tracemill.cli.http.HostNames;
import io.tracemill.cli.http.HttpServer;
import io.tracemill.cli.live.LiveFeed;
import io.tracemill.cli.monitoring.HttpAddress;
import io.tracemill.cli.temp.TempDirectory;
import io.tracemill.cli.terminal.Failure;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.Handler;

/** A server of the page over an archive, and of the fleet as it is now. Its threads, connections, waiting requests and kept answers are bounded. */
public final class PageServer implements AutoCloseable {

    private static final long CACHE_BYTES = 64L << 20;

    private static final HttpServer.Limits LIMITS = HttpServer.Limits.of(256, UriCompliance.DEFAULT);

    private final HttpServer server;
    private final ServedArchive archive;
    private final Desk desk;
    private final TempDirectory directory;
    private final Live live;

    private PageServer(ServeSettings settings, ServedArchive archive, TempDirectory directory, Live live)
            throws IOException {
        this.archive = archive;
        this.directory = directory;
        this.live = live;
        this.desk = new Desk(archive, new AnswerCache(CACHE_BYTES));
        PageQuestions pages = new PageQuestions(settings.page());
        this.server = HttpServer.start(settings.address(), settings.access().tls(), LIMITS, handler(settings, pages));
        desk.prepare(pages::first);
    }

    /**
     * Opens an archive and begins to serve it.
     *
     * @param feed what is known of the fleet, if that is served
     * @throws Failure if the address cannot be had
     */
    public static PageServer start(ServeSettings settings, Optional<LiveFeed> feed) throws IOException {
        TempDirectory directory = TempDirectory.in(settings.tempDir());
        try {
            ServedArchive archive = ServedArchive.open(settings.data().orElse(directory.path()));
            Live live = new Live(feed, settings.data().isPresent());
            try {
                return new PageServer(settings, archive, directory, live);
            } catch (IOException | RuntimeException e) {
                live.close();
                archive.close();
                throw e;
            }
        } catch (IOException | RuntimeException e) {
            try (directory) {
                throw e;
            }
        }
    }

    private Handler handler(ServeSettings settings, PageQuestions pages) throws IOException {
        Handler site = new Site(PageFiles.all(), new Api(pages), desk, new Cuts(desk, archive.data(), directory), live);
        Optional<AccessToken> token = settings.access().token();
        Handler inside = token.isEmpty()
                ? site
                : new Login(token.get(), new Sessions(Clock.systemUTC()), PageFiles.login(), site);
        return new Door(HostNames.of(settings.address(), settings.access().names()), inside);
    }

    /** Where it is; the port is the one it got. */
    public HttpAddress address() {
        return server.address();
    }

    /** The page, for a browser. */
    public String url() {
        return server.url();
    }

    @Override
    public void close() throws IOException {
        live.close();
        server.close();
        desk.close();
        directory.close();
        archive.close();
    }
}
