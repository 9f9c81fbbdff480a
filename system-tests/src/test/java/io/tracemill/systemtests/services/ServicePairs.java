package io.tracemill.systemtests.services;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.cli.monitoring.HttpAddress;
import io.tracemill.cli.monitoring.ServicePages;
import io.tracemill.systemtests.CommandProcesses;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A broker in this JVM, and two topologies and two archives in processes of their own, with what they use. The archives
 * publish when they end, or when memory is full, and not because the machine is slow.
 */
final class ServicePairs implements AutoCloseable {

    private static final Pattern WHERE = Pattern.compile("running, see http://127\\.0\\.0\\.1:(\\d+)/metrics");

    private final Path archive;
    private final LocalCluster cluster;
    private final ProcessSamples samples = ProcessSamples.begin();
    private final List<Process> streams = new ArrayList<>();
    private final List<Process> archives = new ArrayList<>();
    private long begin = System.nanoTime();

    /** Starts the broker, and creates the topics. */
    ServicePairs(Path dir, int partitions) throws IOException {
        this.archive = dir.resolve("archive");
        this.cluster = new LocalCluster(Files.createDirectories(dir));
        cluster.out("topics", "create", "--partitions", Integer.toString(partitions));
        samples.add("broker, in the test", ProcessHandle.current());
    }

    /** Where the archives write. */
    Path archive() {
        return archive;
    }

    /** Starts the services. */
    void start() throws IOException {
        for (int instance = 0; instance < 2; instance++) {
            streams.add(cluster.start("stream", "--http", "127.0.0.1:0"));
            archives.add(cluster.start(
                    "archive", "--out", archive.toString(), "--roll-idle", "600s", "--http", "127.0.0.1:0"));
            samples.add("stream " + instance, streams.get(instance).toHandle());
            samples.add("archive " + instance, archives.get(instance).toHandle());
        }
    }

    /** Waits until all services are ready to work. */
    void awaitReady() {
        awaitReady(streams);
        awaitReady(archives);
    }

    private void awaitReady(List<Process> services) {
        for (Process service : services) {
            CommandProcesses.awaitTrue(
                    () -> isReady(service), () -> cluster.processes().log(service));
        }
    }

    /** Counts the figures from now on, of the processes that run now and of those to come. */
    void beginFigures() {
        samples.forget();
        begin = System.nanoTime();
    }

    private boolean isReady(Process service) {
        try {
            return WHERE.matcher(cluster.processes().log(service)).find()
                    && ServicePages.get(address(service), "/ready").status() == 200;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HttpAddress address(Process service) {
        Matcher where = WHERE.matcher(cluster.processes().log(service));
        assertThat(where.find()).as(() -> cluster.processes().log(service)).isTrue();
        return new HttpAddress("127.0.0.1", Integer.parseInt(where.group(1)));
    }

    /** Publishes the traces of each run in a process of its own, all at once. */
    List<Process> ingest(List<Path> runs) throws IOException {
        List<Process> ingests = new ArrayList<>();
        for (Path run : runs) {
            Process ingest = cluster.start("ingest", run.toString(), "--quiet");
            samples.add("ingest of " + run.getFileName(), ingest.toHandle());
            ingests.add(ingest);
        }
        return ingests;
    }

    /** Waits until the archives have so many rows, published or not, as long as there are ever more. */
    void awaitArchived(long rows) {
        awaitReady(archives);
        double now = 0;
        while (now < rows) {
            double before = now;
            CommandProcesses.awaitTrue(() -> archivedRows() > before, () -> before + " rows of " + rows);
            now = archivedRows();
        }
    }

    private double archivedRows() {
        double rows = 0;
        for (Process service : archives) {
            try {
                Map<String, Double> metrics = ServicePages.metrics(address(service));
                rows += ServicePages.sum(metrics, "tracemill_archive_rows_total")
                        - ServicePages.sum(metrics, "tracemill_archive_rows_discarded_total");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return rows;
    }

    /** How long it took so far, and what each process used: CPU, and memory in each quarter of the time. */
    String figures() {
        return (System.nanoTime() - begin) / 1_000_000_000 + " s; " + samples.figures();
    }

    /** Ends the services in good order; the archives publish what is open. */
    void end() throws InterruptedException {
        for (List<Process> services : List.of(streams, archives)) {
            for (Process service : services) {
                cluster.processes().terminate(service);
            }
        }
    }

    @Override
    public void close() {
        samples.close();
        cluster.close();
    }
}
