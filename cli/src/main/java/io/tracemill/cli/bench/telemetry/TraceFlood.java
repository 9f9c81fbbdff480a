package io.tracemill.cli.bench.telemetry;

import io.tracemill.bench.fleet.GeneratedFleet;
import io.tracemill.bench.generate.GeneratorConfig;
import io.tracemill.bench.generate.GeneratorProgress;
import io.tracemill.bench.generate.TraceGenerator;
import io.tracemill.cli.service.TopicConsumer;
import io.tracemill.cli.terminal.Failure;
import io.tracemill.ingest.IngestConfig;
import io.tracemill.ingest.IngestException;
import io.tracemill.ingest.IngestJob;
import io.tracemill.ingest.IngestOutcome;
import io.tracemill.ingest.IngestProgress;
import io.tracemill.ingest.publish.KafkaPublisher;
import io.tracemill.schemas.Topic;
import io.tracemill.schemas.Topics;
import io.tracemill.schemas.TraceInfo;
import io.tracemill.schemas.TraceState;
import io.tracemill.schemas.TraceStates;
import io.tracemill.streams.TopologyCounts.Written;
import io.tracemill.streams.TopologyJob;
import io.tracemill.streams.TraceTopology;
import io.tracemill.streams.TraceTopologyConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntPredicate;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/**
 * Small traces that are made up and published one after the other, as fast as one thread does, and the topology that
 * analyses them beside that of the fleet, as {@code stream} does. They are of a few runs, on all nodes of the fleet.
 */
final class TraceFlood implements AutoCloseable {

    /** Begin of the names of the topology's threads. */
    static final String CLIENT = "traces";

    /** Number of runs that the traces are of, whose small files the archive shares. */
    private static final int RUNS = 4;

    private static final Duration POLL = Duration.ofMillis(20);

    private final TelemetryBenchRequest request;
    private final Path file;
    private final Lags lags;
    private final TraceTopology topology;
    private final TopologyJob job;
    private final IngestJob ingest;
    private final Supplier<KafkaConsumer<String, TraceInfo>> ends;
    private final AtomicBoolean closed = new AtomicBoolean();
    private int made;

    TraceFlood(TelemetryBenchRequest request, Topics topics, Map<String, Object> client, Path work, Lags lags) {
        this.request = request;
        this.file = work.resolve("trace.json");
        this.lags = lags;
        topology = new TraceTopology(TraceTopologyConfig.defaults(topics));
        job = new TopologyJob(topology, FleetRun.settings(client, CLIENT, work.resolve("state")));
        IngestConfig config = IngestConfig.defaults().withLimits(limits -> limits.withTempDir(work));
        ingest = new IngestJob(config, () -> new KafkaPublisher(topics, client), id -> false, IngestProgress.NONE);
        ends = () -> TopicConsumer.of(topics, Topic.TRACES, TraceInfo.class, client);
    }

    void start() {
        job.start();
    }

    /** Publishes traces while there is to be another one, by how many were published in this call. */
    void publish(IntPredicate another) throws IOException, InterruptedException {
        for (int i = 0; another.test(i); i++) {
            new TraceGenerator(GeneratorConfig.of(GeneratorConfig.MIN_SIZE_BYTES, request.seed() + made))
                    .write(file, GeneratorProgress.NONE);
            String node = GeneratedFleet.name(made % request.fleet().nodes());
            IngestConfig.Origin origin = new IngestConfig.Origin("flood-" + made++ % RUNS, null, node);
            try {
                IngestOutcome outcome = ingest.ingest(file, origin);
                if (outcome instanceof IngestOutcome.Published trace) {
                    lags.published(trace.report().traceId());
                } else {
                    throw new Failure("a trace was not published: " + outcome);
                }
            } catch (IngestException e) {
                throw new Failure("a trace was not published: " + e.getMessage(), e);
            }
        }
    }

    /** Notes the traces that are complete, until this is closed. */
    void watch() throws IOException {
        try (KafkaConsumer<String, TraceInfo> consumer = ends.get()) {
            while (!closed.get()) {
                for (ConsumerRecord<String, TraceInfo> row : consumer.poll(POLL)) {
                    note(row.value());
                }
            }
        }
    }

    private void note(TraceInfo trace) throws Failure {
        if (trace.getState() == TraceState.COMPLETE) {
            lags.complete(trace.getTraceId());
        } else if (TraceStates.isFinal(trace.getState())) {
            throw new Failure("trace " + trace.getTraceId() + " is " + trace.getState());
        }
    }

    /** Records that the topology wrote to the log of the nodes. */
    long windows() {
        return topology.counts()
                .written()
                .getOrDefault(Topic.FLEET_TELEMETRY, new Written(0, 0))
                .records();
    }

    void throwFailure() throws IOException {
        Throwable cause = job.failure().orElse(null);
        if (cause != null) {
            throw new Failure("the trace topology stopped: " + cause.getMessage(), cause);
        }
    }

    @Override
    public void close() throws IOException {
        closed.set(true);
        ingest.close();
        job.close();
        Files.deleteIfExists(file);
    }
}
