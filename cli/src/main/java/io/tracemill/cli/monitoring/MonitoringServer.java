package io.tracemill.cli.monitoring;

import io.tracemill.cli.live.LiveFeed;
import io.tracemill.cli.monitoring.Endpoints.Page;
import io.tracemill.cli.notify.NotifyCounts;
import io.tracemill.cli.service.IngestCounts;
import io.tracemill.cli.service.MetricsCounts;
import io.tracemill.cli.service.ReceiveCounts;
import io.tracemill.cli.terminal.Failure;
import io.tracemill.schemas.Topics;
import io.tracemill.storage.ArchiveJob;
import io.tracemill.telemetry.bridge.BridgeCounts;
import io.tracemill.telemetry.publish.KafkaBatchPublisher;
import io.tracemill.telemetry.scrape.ScrapeCounts;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP server through which operators monitor a service: {@code /live}, {@code /ready}, {@code /metrics} and {@code
 * /topology}. It binds its address before the service starts and releases it after the service has ended. If the
 * address is off, it does nothing.
 */
public final class MonitoringServer implements AutoCloseable {

    private static final String METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final @Nullable Endpoints endpoints;
    private final BooleanSupplier ending;
    private final Deque<Runnable> closing = new ArrayDeque<>();

    private MonitoringServer(@Nullable Endpoints endpoints, BooleanSupplier ending) {
        this.endpoints = endpoints;
        this.ending = ending;
    }

    /**
     * Takes the address.
     *
     * @param ending whether the service has been asked to stop: it is not ready then
     * @throws Failure if the address cannot be had
     */
    public static MonitoringServer at(HttpAddress address, BooleanSupplier ending) throws Failure {
        return new MonitoringServer(address.isOff() ? null : Endpoints.at(address), ending);
    }

    /** Shows the topologies of this process. */
    public void show(List<StreamApp> apps, Map<String, Object> client) {
        if (endpoints != null) {
            MonitoredStream stream = new MonitoredStream(apps);
            LagProbe probe = probe(client, stream);
            serve(endpoints, stream, into -> {
                measure(probe, into);
                probe.lags().forEach((partition, lag) -> {
                    String number = Integer.toString(partition.partition());
                    double seconds = lag.seconds(System.currentTimeMillis());
                    into.set(Metric.STREAM_LAG_RECORDS, lag.records(), partition.topic(), number);
                    into.set(Metric.STREAM_LAG_SECONDS, seconds, partition.topic(), number);
                });
            });
        }
    }

    /** Shows an archive. */
    public void show(ArchiveJob job, Topics topics, Map<String, Object> client) {
        if (endpoints != null) {
            MonitoredArchive archive = new MonitoredArchive(job, topics);
            LagProbe probe = probe(client, archive);
            serve(endpoints, archive, into -> {
                measure(probe, into);
                probe.lags().forEach((partition, lag) -> {
                    String number = Integer.toString(partition.partition());
                    double seconds = lag.seconds(System.currentTimeMillis());
                    into.set(Metric.ARCHIVE_LAG_RECORDS, lag.records(), partition.topic(), number);
                    into.set(Metric.ARCHIVE_LAG_SECONDS, seconds, partition.topic(), number);
                });
            });
        }
    }

    /**
     * Shows an ingest.
     *
     * @param reads what it watches and where it publishes, as text
     */
    public void show(IngestCounts counts, String reads) {
        if (endpoints != null) {
            serve(endpoints, new MonitoredIngest(counts, reads), into -> {});
        }
    }

    /**
     * Shows a door.
     *
     * @param reads where it listens and publishes, as text
     */
    public void show(ReceiveCounts uploads, IngestCounts traces, MetricsCounts metrics, String reads) {
        if (endpoints != null) {
            serve(endpoints, new MonitoredIngest(traces, reads), into -> {
                for (ReceiveCounts.Ending ending : ReceiveCounts.Ending.values()) {
                    into.set(Metric.RECEIVE_UPLOADS, uploads.uploads(ending), ending.word());
                }
                into.set(Metric.RECEIVE_BYTES, uploads.bytes());
                into.set(Metric.RECEIVE_UNDER_WAY, uploads.underWay());
                into.set(Metric.RECEIVE_SPOOL_BYTES, uploads.taken());
                PushedMetrics.measure(metrics, into);
            });
        }
    }

    /**
     * Shows the reading of exporters.
     *
     * @param reads what it reads and where it publishes, as text
     */
    public void show(ScrapeCounts counts, KafkaBatchPublisher publisher, String reads) {
        if (endpoints != null) {
            serve(endpoints, new MonitoredScrape(counts, publisher, reads), into -> {});
        }
    }

    /**
     * Shows a bridge.
     *
     * @param source how the cluster is reached that has the topics it reads
     * @param reads what it reads and where it publishes, as text
     */
    public void show(BridgeCounts counts, Map<String, Object> source, String reads) {
        if (endpoints != null) {
            MonitoredBridge bridge = new MonitoredBridge(counts, reads);
            LagProbe probe = probe(source, bridge);
            serve(endpoints, bridge, into -> {
                measure(probe, into);
                probe.lags().forEach((partition, lag) -> {
                    String number = Integer.toString(partition.partition());
                    double seconds = lag.seconds(System.currentTimeMillis());
                    into.set(Metric.BRIDGE_LAG_RECORDS, lag.records(), partition.topic(), number);
                    into.set(Metric.BRIDGE_LAG_SECONDS, seconds, partition.topic(), number);
                });
            });
        }
    }

    /** Shows a notifier. */
    public void show(NotifyCounts counts, String reads) {
        if (endpoints != null) {
            serve(endpoints, new MonitoredNotify(counts, reads), into -> {});
        }
    }

    /** Shows the live page. */
    public void show(LiveFeed feed, String reads) {
        if (endpoints != null) {
            serve(endpoints, new MonitoredServe(feed, reads), into -> {});
        }
    }

    private LagProbe probe(Map<String, Object> client, ConsumerPosition position) {
        LagProbe probe = new LagProbe(client, position);
        closing.push(probe::close);
        return probe;
    }

    private static void measure(LagProbe probe, MetricSink into) {
        into.set(Metric.BROKERS_REACHABLE, probe.reachable() ? 1 : 0);
    }

    private void serve(Endpoints at, MonitoredService service, Consumer<MetricSink> more) {
        PrometheusMetrics meters = new PrometheusMetrics();
        closing.push(meters::close);
        Supplier<Page> metrics = () -> new Page(200, METRICS_TYPE, meters.scrape(into -> {
            into.set(Metric.READY, notReady(service).isEmpty() ? 1 : 0);
            service.measure(into);
            more.accept(into);
        }));
        at.serve(Map.of(
                "/live", () -> health(service.failure()),
                "/ready", () -> health(notReady(service)),
                "/metrics", metrics,
                "/topology", () -> new Page(200, Page.PLAIN, service.topology())));
    }

    private Optional<String> notReady(MonitoredService service) {
        Optional<String> failure = service.failure();
        if (failure.isPresent()) {
            return failure;
        }
        return ending.getAsBoolean() ? Optional.of("stopping") : service.idleBecause();
    }

    private static Page health(Optional<String> problem) {
        return problem.map(why -> Page.of(503, why)).orElseGet(() -> Page.of(200, "ok"));
    }

    /** Where it is served; the port is the one it got. */
    public HttpAddress address() {
        return endpoints == null ? HttpAddress.OFF : endpoints.address();
    }

    /** Where it is served, as the end of a sentence; empty where it is not. */
    public String where() {
        return endpoints == null ? "" : ", see http://" + endpoints.address() + "/metrics";
    }

    @Override
    public void close() {
        if (endpoints != null) {
            endpoints.close();
        }
        closing.forEach(Runnable::run);
    }
}
