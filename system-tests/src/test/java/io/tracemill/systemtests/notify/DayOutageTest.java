package io.tracemill.systemtests.notify;

import static io.tracemill.systemtests.CommandProcesses.awaitTrue;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tracemill.schemas.AvroSerde;
import io.tracemill.schemas.ReadingKind;
import io.tracemill.schemas.TelemetryBatch;
import io.tracemill.schemas.TelemetrySample;
import io.tracemill.schemas.Tick;
import io.tracemill.schemas.Topic;
import io.tracemill.schemas.Topics;
import io.tracemill.systemtests.services.LocalCluster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The topology is away for a day, in which the door is away for six hours. When it has caught up, the alerts of that day
 * have begun and ended in the topic, a real Alertmanager was told of what still fires and of nothing else, and no device
 * is called silent.
 */
class DayOutageTest {

    private static final Topics TOPICS = new Topics(Topics.DEFAULT_PREFIX, 2, (short) 1);
    private static final String SOURCE = "dcgm-exporter n:9400";
    private static final int DAY_MINUTES = 24 * 60;

    /** Minutes before now at which nothing is written to the log. */
    private static final int DOOR_GOES = 12 * 60;

    private static final int DOOR_COMES = 6 * 60;

    @TempDir
    private Path dir;

    @Test
    void whatFiredOnThatDayIsInTheTopicAndOnlyWhatFiresNowIsTold() throws Exception {
        try (AlertmanagerProcess manager = AlertmanagerProcess.start(dir);
                LocalCluster cluster = new LocalCluster(dir)) {
            cluster.out("topics", "create", "--partitions", "2");
            Map<String, Object> client = Map.of("bootstrap.servers", cluster.server());
            writeDay(client);
            Set<String> told = new TreeSet<>();
            try (RunningNotifier notifier = new RunningNotifier(TOPICS, client, manager.uri())) {
                awaitTrue(
                        () -> manager.alerts().severities().containsKey("TracemillBehind"),
                        () -> "" + notifier.failures());
                cluster.start("stream", "--only", "fleet", "--http", "127.0.0.1:0");
                awaitTrue(
                        () -> {
                            told.addAll(manager.alerts().severities().keySet());
                            return told.contains("device_temperature n3/GPU-3");
                        },
                        () -> "told: " + told + cluster.processes().logs());
                long before = posts(notifier);
                awaitTrue(() -> posts(notifier) >= before + 3);
                told.addAll(manager.alerts().severities().keySet());
            }

            assertThat(told).containsExactly("TracemillBehind", "Watchdog", "device_temperature n3/GPU-3");
            Map<String, String> changes = changes(cluster.out("tail", "alerts", "--from-beginning", "--until-end"));
            assertThat(changes)
                    .containsExactlyInAnyOrderEntriesOf(Map.of(
                            "device_temperature n1/GPU-1", "PENDING FIRING RESOLVED",
                            "device_temperature n2/GPU-2", "PENDING FIRING RESOLVED",
                            "device_temperature n3/GPU-3", "PENDING FIRING"));
        }
    }

    private static long posts(RunningNotifier notifier) {
        return notifier.counts().taken().values().stream()
                .mapToLong(Long::longValue)
                .sum();
    }

    /** Whether a device is hot so many minutes before now: one yesterday, one when the door goes, one now. */
    private static boolean isHot(int device, int ago) {
        return switch (device) {
                    case 1 -> ago <= 20 * 60 && ago > 19 * 60;
                    case 2 -> ago <= DOOR_GOES + 30;
                    default -> ago <= 30;
                }
                && !(device == 2 && ago <= DOOR_COMES);
    }

    /** Writes what a door would have written, with the times at which it would have been appended. */
    private static void writeDay(Map<String, Object> client) throws Exception {
        setTimes(client, "CreateTime");
        try (KafkaProducer<String, byte[]> producer =
                new KafkaProducer<>(client, new StringSerializer(), new ByteArraySerializer())) {
            List<Future<RecordMetadata>> sent =
                    day(System.currentTimeMillis()).stream().map(producer::send).toList();
            producer.flush();
            for (Future<RecordMetadata> each : sent) {
                each.get();
            }
        }
        setTimes(client, "LogAppendTime");
    }

    /** Sets whose times the records have that are appended from now on. */
    private static void setTimes(Map<String, Object> client, String type) throws Exception {
        ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, TOPICS.name(Topic.FLEET_TELEMETRY));
        ConfigEntry times = new ConfigEntry(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, type);
        try (Admin admin = Admin.create(client)) {
            admin.incrementalAlterConfigs(Map.of(topic, List.of(new AlterConfigOp(times, AlterConfigOp.OpType.SET))))
                    .all()
                    .get();
        }
    }

    private static List<ProducerRecord<String, byte[]>> day(long now) {
        AvroSerde<TelemetryBatch> batches = AvroSerde.of(TelemetryBatch.class);
        String topic = TOPICS.name(Topic.FLEET_TELEMETRY);
        List<ProducerRecord<String, byte[]>> records = new ArrayList<>();
        for (int ago = DAY_MINUTES; ago >= 0; ago--) {
            if (ago < DOOR_GOES && ago > DOOR_COMES) {
                continue;
            }
            long millis = now - ago * 60_000L;
            for (int device = 1; device <= 3; device++) {
                byte[] batch = batches.encode(batch(device, millis, isHot(device, ago)));
                records.add(new ProducerRecord<>(topic, null, millis, "n" + device, batch));
            }
            for (int partition = 0; partition < TOPICS.partitions(); partition++) {
                records.add(new ProducerRecord<>(topic, partition, millis, "", batches.encode(tick())));
            }
        }
        return records;
    }

    private static TelemetryBatch batch(int device, long millis, boolean hot) {
        List<TelemetrySample> samples = new ArrayList<>();
        for (int reading = 3; reading >= 0; reading--) {
            samples.add(TelemetrySample.newBuilder()
                    .setMetric(0)
                    .setQuantity(1)
                    .setDevice(2)
                    .setTimeNs((millis - reading * 15_000L) * 1_000_000)
                    .setValue(hot ? 95 : 60)
                    .setKind(ReadingKind.GAUGE)
                    .build());
        }
        return TelemetryBatch.newBuilder()
                .setNode("n" + device)
                .setSource(SOURCE)
                .setStrings(List.of("DCGM_FI_DEV_GPU_TEMP", "hw.temperature", "GPU-" + device))
                .setSamples(samples)
                .build();
    }

    private static TelemetryBatch tick() {
        return TelemetryBatch.newBuilder()
                .setNode("")
                .setSource("")
                .setStrings(List.of())
                .setSamples(List.of())
                .setTick(Tick.newBuilder().setDoor("door").build())
                .build();
    }

    /** The states that each alert had, one after the other; a change of level only is left out. */
    private static Map<String, String> changes(String tail) {
        Map<String, String> changes = new TreeMap<>();
        tail.lines().forEach(line -> {
            try {
                JsonNode alert = new ObjectMapper().readTree(line);
                String state = alert.path("state").asText();
                changes.merge(
                        alert.path("rule").asText() + " "
                                + alert.path("subject").asText(),
                        state,
                        (before, next) -> before.endsWith(next) ? before : before + " " + next);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        return changes;
    }
}
