package io.tracemill.systemtests.browser;

import io.tracemill.schemas.Alert;
import io.tracemill.schemas.AlertEnd;
import io.tracemill.schemas.AlertLevel;
import io.tracemill.schemas.AlertState;
import io.tracemill.schemas.AvroSerde;
import io.tracemill.schemas.DeviceHealth;
import io.tracemill.schemas.NodeProgress;
import io.tracemill.schemas.Placement;
import io.tracemill.schemas.PlacementSource;
import io.tracemill.schemas.RunFacts;
import io.tracemill.schemas.Topic;
import io.tracemill.schemas.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Writes what the topologies write of a fleet with many nodes. */
final class FleetRecords implements AutoCloseable {

    private static final String DATE = "2026-11-30";
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final long MINUTE_MILLIS = 60_000;
    private static final int DEVICES = 8;

    private final Topics topics;
    private final KafkaProducer<String, byte[]> producer;
    private final List<Future<RecordMetadata>> sent = new ArrayList<>();

    FleetRecords(Topics topics, Map<String, Object> client) {
        this.topics = topics;
        this.producer = new KafkaProducer<>(client, new StringSerializer(), new ByteArraySerializer());
    }

    static String node(int number) {
        return "n" + number;
    }

    /** A minute of the devices of some nodes, so many minutes ago. */
    void minute(int nodes, long ago) {
        long start = (System.currentTimeMillis() / MINUTE_MILLIS - ago) * MINUTE_MILLIS;
        for (int node = 0; node < nodes; node++) {
            for (int device = 0; device < DEVICES; device++) {
                health(node, device, start, "hw.gpu.utilization", node % 7 == 0 ? 0.01 : 0.97);
                health(node, device, start, "hw.power", 400 + node % 90 + device);
            }
        }
        settle();
    }

    private void health(int node, int device, long startMs, String quantity, double mean) {
        DeviceHealth health = DeviceHealth.newBuilder()
                .setDate(DATE)
                .setNode(node(node))
                .setDevice("GPU-" + device)
                .setStartNs(startMs * NANOS_PER_MILLI)
                .setDurationNs(MINUTE_MILLIS * NANOS_PER_MILLI)
                .setQuantity(quantity)
                .setSource("dcgm-exporter")
                .setMean(mean)
                .setSamples(4)
                .setHeldPct(100)
                .build();
        send(Topic.DEVICE_HEALTH, health);
    }

    /** The devices of some nodes work for a run. */
    void placed(String run, int from, int to) {
        for (int node = from; node < to; node++) {
            for (int device = 0; device < DEVICES; device++) {
                send(
                        Topic.PLACEMENTS,
                        Placement.newBuilder()
                                .setRun(run)
                                .setDate(DATE)
                                .setNode(node(node))
                                .setRank((node - from) * DEVICES + device)
                                .setDevice("GPU-" + device)
                                .setDeviceIndex(device)
                                .setMapped(true)
                                .setValidFromNs(0)
                                .setValidToNs(1)
                                .setHow(PlacementSource.TABLE)
                                .build());
            }
        }
        settle();
    }

    /** A change of the alert of a device. */
    void alert(int node, AlertState state, AlertLevel level) {
        long now = System.currentTimeMillis();
        send(
                Topic.ALERTS,
                Alert.newBuilder()
                        .setDate(DATE)
                        .setRule("device_temperature")
                        .setSubject(node(node) + "/GPU-0")
                        .setState(state)
                        .setLevel(level)
                        .setTimeNs(now * NANOS_PER_MILLI)
                        .setSinceNs((now - 7 * MINUTE_MILLIS) * NANOS_PER_MILLI)
                        .setToldMs(now)
                        .setNode(node(node))
                        .setDevice("GPU-0")
                        .setQuantity("hw.temperature")
                        .setStatistic("mean")
                        .setWindowNs(MINUTE_MILLIS * NANOS_PER_MILLI)
                        .setValue(92.5)
                        .setThreshold(90.0)
                        .setSummary("A device is hot: 92.5 Cel, above 90 Cel")
                        .setAdvice("Look for blocked air, failed fans or warm coolant at the node.")
                        .setEndReason(state == AlertState.RESOLVED ? AlertEnd.CLEARED : null)
                        .setRuleSet("tracemill 1")
                        .build());
        settle();
    }

    /** All partitions of the logs of nodes were read up to now. */
    void progress() {
        for (int partition = 0; partition < topics.partitions(); partition++) {
            RunFacts facts = RunFacts.newBuilder()
                    .setRun("")
                    .setDate("")
                    .setProgress(new NodeProgress(partition, System.currentTimeMillis()))
                    .build();
            send(Topic.RUN_FACTS, facts);
        }
        settle();
    }

    private void settle() {
        producer.flush();
        for (Future<RecordMetadata> each : sent) {
            try {
                each.get();
            } catch (InterruptedException | ExecutionException e) {
                throw new AssertionError("a record was not taken", e);
            }
        }
        sent.clear();
    }

    private void send(Topic topic, SpecificRecord record) {
        sent.add(producer.send(
                new ProducerRecord<>(topics.name(topic), topic.key().keyOf(record), encoded(record))));
    }

    @SuppressWarnings("unchecked")
    private static <T extends SpecificRecord> byte[] encoded(T record) {
        return AvroSerde.of((Class<T>) record.getClass()).encode(record);
    }

    @Override
    public void close() {
        producer.close();
    }
}
