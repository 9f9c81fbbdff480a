package io.tracemill.cli.analyze;

import io.tracemill.schemas.AvroSerde;
import io.tracemill.schemas.NodeLog;
import io.tracemill.schemas.RunFacts;
import io.tracemill.schemas.TelemetryBatch;
import io.tracemill.schemas.Topic;
import io.tracemill.schemas.Topics;
import io.tracemill.schemas.TraceInfo;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * The end of all readings and of all runs, for the topology of the fleet. They are sent once the traces are finished
 * and their ranks are compared.
 */
final class FleetEndMarkers {

    private static final String DOOR = "analyze";

    private final Topics topics;
    private final Map<String, Object> client;

    FleetEndMarkers(Topics topics, Map<String, Object> client) {
        this.topics = topics;
        this.client = client;
    }

    /** Returns once each trace was joined with the readings of its node, and each run was diagnosed. */
    void awaitTaken(Collection<TraceInfo> traces, String group, Admin admin, LivenessCheck pipeline)
            throws IOException, InterruptedException {
        Markers.send(client, List.of(endOfReadings())).awaitTaken(group, admin, pipeline);
        Map<String, String> runs = traces.stream()
                .collect(Collectors.toMap(TraceInfo::getRun, TraceInfo::getDate, (a, b) -> a, TreeMap::new));
        Markers.send(
                        client,
                        runs.entrySet().stream()
                                .map(run -> endOfRun(run.getKey(), run.getValue()))
                                .toList())
                .awaitTaken(group, admin, pipeline);
    }

    /** The end of the readings of all nodes: the broker has one partition. */
    private ProducerRecord<byte[], byte[]> endOfReadings() {
        TelemetryBatch end = NodeLog.end(NodeLog.NO_NODE, DOOR);
        return topics.record(
                Topic.FLEET_TELEMETRY, end, AvroSerde.of(TelemetryBatch.class).encode(end));
    }

    private ProducerRecord<byte[], byte[]> endOfRun(String run, String date) {
        RunFacts end = RunFacts.newBuilder().setRun(run).setDate(date).build();
        return topics.record(Topic.RUN_FACTS, end, AvroSerde.of(RunFacts.class).encode(end));
    }
}
