package io.tracemill.cli.monitoring;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.tracemill.cli.terminal.Failure;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Pages over HTTP, at one address, for whoever may reach it. Takes the address at once, answers from {@link #serve} on.
 */
final class Endpoints implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Endpoints.class);

    /** A request that comes slowly, or whose answer is read slowly, holds up one of these. */
    private static final int THREADS = 64;

    /** Seconds after which a request that is not whole is given up, and an answer that is not read. */
    private static final String PATIENCE_SECONDS = "5";

    /** Idle connections that are kept. */
    private static final String IDLE_CONNECTIONS = "64";

    static {
        limit("sun.net.httpserver.maxReqTime", PATIENCE_SECONDS);
        limit("sun.net.httpserver.maxRspTime", PATIENCE_SECONDS);
        limit("sun.net.httpserver.maxIdleConnections", IDLE_CONNECTIONS);
    }

    /** Sets a limit of the JDK's server, which reads it once. */
    private static void limit(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }

    private final HttpServer server;
    private final HttpAddress address;
    private final ExecutorService threads;
    private boolean serving;

    /** A page, and its status. */
    record Page(int status, String type, String text) {

        static final String PLAIN = "text/plain; charset=utf-8";

        static Page of(int status, String line) {
            return new Page(status, PLAIN, line + "\n");
        }
    }

    private Endpoints(HttpServer server, HttpAddress wanted) {
        this.server = server;
        this.address = new HttpAddress(wanted.host(), server.getAddress().getPort());
        this.threads = threads();
        server.setExecutor(threads);
    }

    private static ExecutorService threads() {
        ThreadPoolExecutor threads =
                new ThreadPoolExecutor(THREADS, THREADS, 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>(), work -> {
                    Thread thread = new Thread(work, "http");
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }

    /**
     * Takes an address.
     *
     * @throws Failure if it cannot be had; the message says what to do
     */
    static Endpoints at(HttpAddress wanted) throws Failure {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(wanted.host(), wanted.port()), 0);
            return new Endpoints(server, wanted);
        } catch (BindException e) {
            boolean taken = String.valueOf(e.getMessage()).contains("in use");
            String what = taken ? " is in use by another process" : " is not an address of this machine";
            throw new Failure(wanted + what + "; choose another with --http", e);
        } catch (IOException e) {
            throw new Failure(wanted + ": cannot listen here: " + e.getMessage() + "; choose another with --http", e);
        }
    }

    /** Where it is: the port is the one it got. */
    HttpAddress address() {
        return address;
    }

    /** Begins to answer with these pages, by path. */
    void serve(Map<String, Supplier<Page>> pages) {
        Map<String, Supplier<Page>> known = new TreeMap<>(pages);
        server.createContext("/", exchange -> {
            try (exchange) {
                send(exchange, answer(exchange, known));
            }
        });
        start();
    }

    private void start() {
        serving = true;
        server.start();
    }

    private static Page answer(HttpExchange exchange, Map<String, Supplier<Page>> pages) {
        String path = exchange.getRequestURI().getPath();
        Supplier<Page> page = pages.get(path);
        if (page == null) {
            return Page.of(404, "there is no " + path + ", only " + String.join(", ", pages.keySet()));
        }
        if (!exchange.getRequestMethod().matches("GET|HEAD")) {
            return Page.of(405, path + " is read-only");
        }
        try {
            return page.get();
        } catch (RuntimeException e) {
            LOG.warn("{} cannot be shown", path, e);
            return Page.of(500, path + " cannot be shown: " + e);
        }
    }

    private static void send(HttpExchange exchange, Page page) throws IOException {
        byte[] bytes = page.text().getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", page.type());
        boolean head = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(page.status(), head ? -1 : bytes.length);
        if (!head) {
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        if (!serving) {
            start(); // the JDK's server gives its port back only once it has run
        }
        server.stop(0);
        threads.shutdownNow();
    }
}
