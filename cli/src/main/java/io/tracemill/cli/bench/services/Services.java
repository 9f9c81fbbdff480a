package io.tracemill.cli.bench.services;

import io.tracemill.cli.service.Cluster;
import io.tracemill.cli.terminal.Failure;
import io.tracemill.schemas.Topics;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** The processes of a cluster on this machine: a broker, a door, and some of {@code stream} and {@code archive}. */
final class Services implements AutoCloseable {

    private static final Pattern BROKER = Pattern.compile("running at (\\S+);");
    private static final Pattern DOOR = Pattern.compile("at (http://\\S+/), see");
    private static final Pattern METRICS = Pattern.compile("see (http://\\S+/metrics)");

    /** What a service has not read yet, and what an archive has not published. */
    private static final Pattern LEFT =
            Pattern.compile("(?m)^tracemill_(?:\\w+_lag_records|archive_rows_open)\\S* (\\S+)$");

    /** Soon, so that what an archive does at the end of a file is done before the next traces come. */
    private static final String ROLL_IDLE = "5s";

    /** Longer than the services take from one look at their lag to the next. */
    private static final long LOOK_MILLIS = 3_000;

    private static final int MOST_LOOKS = 100;
    private static final long MEGABYTE = 1_000_000;

    private final HttpClient client = HttpClient.newHttpClient();
    private final List<ServiceProcess> processes = new ArrayList<>();
    private final List<URI> metrics = new ArrayList<>();
    private final UnaryOperator<List<String>> java;
    private final Path work;
    private final Path login;
    private final String servers;

    private Services(UnaryOperator<List<String>> java, Path work) throws IOException, InterruptedException {
        this.java = java;
        this.work = work;
        this.login = work.resolve("broker").resolve("client.properties");
        try {
            ServiceProcess broker = start(
                    "broker", "--data", work.resolve("broker").toString(), "--port", Integer.toString(freePort()));
            this.servers = broker.await(BROKER);
        } catch (IOException | InterruptedException | RuntimeException e) {
            close();
            throw e;
        }
    }

    /**
     * Starts them; returns once all are ready to work.
     *
     * @param java makes the command line of a process from the arguments of the program
     * @param room bytes that the door must have room for
     */
    static Services start(UnaryOperator<List<String>> java, Path work, int instances, long room)
            throws IOException, InterruptedException {
        Services services = new Services(java, work);
        try {
            services.startOthers(instances, room);
        } catch (IOException | InterruptedException | RuntimeException e) {
            services.close();
            throw e;
        }
        return services;
    }

    private void startOthers(int instances, long room) throws IOException, InterruptedException {
        String[] common = {"--bootstrap-server", servers, "--command-config", login.toString(), "--http", "127.0.0.1:0"
        };
        for (int i = 0; i < instances; i++) {
            start("stream", common);
            start("archive", with(common, "--out", archive().toString(), "--roll-idle", ROLL_IDLE));
        }
        String size = room / MEGABYTE + 1 + "MB";
        start(
                "receive",
                with(
                        common,
                        "--listen",
                        "127.0.0.1:0",
                        "--spool",
                        work.toString(),
                        "--spool-size",
                        size,
                        "--token-size",
                        size));
        for (ServiceProcess process : processes.subList(1, processes.size())) {
            metrics.add(URI.create(process.await(METRICS)));
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private ServiceProcess start(String service, String... options) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(service));
        arguments.addAll(List.of(options));
        Path log = work.resolve(service + '-' + processes.size() + ".log");
        ServiceProcess process = ServiceProcess.start(service, java.apply(arguments), log);
        processes.add(process);
        return process;
    }

    private static String[] with(String[] common, String... more) {
        List<String> all = new ArrayList<>(List.of(common));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    /** Address of the door, which was started last. */
    String door() throws IOException, InterruptedException {
        return processes.get(processes.size() - 1).await(DOOR);
    }

    /** Directory of the archive. */
    Path archive() {
        return work.resolve("archive");
    }

    /** Cluster that the services work on. */
    Cluster cluster() throws Failure {
        return Cluster.of(servers, login, Topics.DEFAULT_PREFIX, null);
    }

    /** CPU time of the processes of each service since their start, in ns. */
    Map<String, Long> cpuNanos() {
        Map<String, Long> nanos = new HashMap<>();
        processes.forEach(process -> nanos.merge(process.service(), process.cpuNanos(), Long::sum));
        return nanos;
    }

    /** Resident memory of the largest process of each service, in bytes. */
    Map<String, Long> residentBytes() {
        Map<String, Long> bytes = new TreeMap<>();
        processes.forEach(process -> bytes.merge(process.service(), process.residentBytes(), Math::max));
        return bytes;
    }

    /** Waits until no service has anything left to do, and all rows are in published files. */
    void awaitRest() throws IOException, InterruptedException {
        for (int look = 0; look < MOST_LOOKS; look++) {
            processes.get(0).lives(LOOK_MILLIS);
            if (areAtRest()) {
                return;
            }
        }
        throw new Failure("the services have not done their work after " + MOST_LOOKS * LOOK_MILLIS / 1_000 + " s");
    }

    private boolean areAtRest() throws IOException, InterruptedException {
        for (URI page : metrics) {
            HttpResponse<String> answer =
                    client.send(HttpRequest.newBuilder(page).build(), HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new Failure(page + ": answers with status " + answer.statusCode());
            }
            boolean hasLeft =
                    LEFT.matcher(answer.body()).results().anyMatch(line -> Double.parseDouble(line.group(1)) > 0);
            if (hasLeft) {
                return false;
            }
        }
        return true;
    }

    /** Ends them, the broker last; the archive publishes what it has. */
    void end() throws IOException, InterruptedException {
        for (int i = processes.size() - 1; i >= 0; i--) {
            processes.get(i).end();
        }
    }

    @Override
    public void close() {
        processes.forEach(ServiceProcess::close);
    }
}
