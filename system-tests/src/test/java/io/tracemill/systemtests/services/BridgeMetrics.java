package io.tracemill.systemtests.services;

import static io.tracemill.systemtests.CommandProcesses.awaitTrue;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.cli.monitoring.HttpAddress;
import io.tracemill.cli.monitoring.MonitoringServer;
import io.tracemill.cli.monitoring.ServicePages;
import io.tracemill.schemas.Topics;
import io.tracemill.telemetry.bridge.Bridge;
import io.tracemill.telemetry.bridge.BridgeConfig;
import io.tracemill.telemetry.bridge.BridgeCounts;
import io.tracemill.telemetry.bridge.KafkaClients;
import io.tracemill.telemetry.bridge.TopicRecords;
import io.tracemill.telemetry.quantity.QuantityTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The metrics of a bridge that was sent a reading, a duplicate, a text for a number, and a message in no format. */
final class BridgeMetrics {

    private static final String POINT = "m,host=n1 value=1 1700000000000000000";

    private BridgeMetrics() {}

    /** Their names, once all is carried. */
    static Set<String> of(Map<String, Object> client, Topics topics) throws Exception {
        send(client, POINT, POINT, "m,host=n1 value=\"x\" 1700000000000000000", "hello world");
        CountDownLatch stop = new CountDownLatch(1);
        BridgeCounts counts = new BridgeCounts();
        Bridge bridge = new Bridge(
                new BridgeConfig(Set.of("telegraf"), Map.of(), TimeUnit.SECONDS, QuantityTable.own()),
                new TopicRecords(topics),
                counts,
                line -> {});
        try (MonitoringServer monitoring = MonitoringServer.at(new HttpAddress("127.0.0.1", 0), () -> false)) {
            HttpAddress address = monitoring.address();
            monitoring.show(counts, client, "telegraf -> tracemill.fleet-telemetry\n");
            assertThat(ServicePages.get(address, "/ready"))
                    .isEqualTo(new ServicePages.Answer(503, "waiting for partitions\n"));
            Thread running = new Thread(() -> run(bridge, new KafkaClients("b", client, null), stop), "bridge");
            running.start();
            awaitTrue(() -> isCarried(metrics(address)));
            stop.countDown();
            running.join();
            Map<String, Double> now = metrics(address);
            assertThat(now)
                    .containsEntry("tracemill_bridge_messages_total", 4.0)
                    .containsEntry("tracemill_bridge_dead_letters_total{reason=\"malformed\"}", 1.0)
                    .containsEntry("tracemill_bridge_readings_published_total", 1.0)
                    .containsEntry("tracemill_bridge_samples_duplicate_total", 1.0)
                    .containsEntry("tracemill_bridge_samples_refused_total{reason=\"not-a-number\"}", 1.0)
                    .containsEntry("tracemill_bridge_samples_read_total", 3.0)
                    .containsEntry("tracemill_bridge_failures_total", 0.0);
            return now.keySet().stream().map(ServicePages::name).collect(Collectors.toSet());
        }
    }

    private static boolean isCarried(Map<String, Double> now) {
        return now.getOrDefault("tracemill_bridge_messages_total", 0.0) == 4
                && now.getOrDefault("tracemill_bridge_lag_records{partition=\"0\",topic=\"telegraf\"}", 1.0) == 0
                && now.containsKey("tracemill_bridge_lag_seconds{partition=\"0\",topic=\"telegraf\"}");
    }

    private static Map<String, Double> metrics(HttpAddress address) {
        try {
            return ServicePages.metrics(address);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void run(Bridge bridge, KafkaClients clients, CountDownLatch stop) {
        try {
            bridge.run(clients, new Bridge.Stop() {
                @Override
                public boolean isAsked() {
                    return stop.getCount() == 0;
                }

                @Override
                public boolean await(long millis) throws InterruptedException {
                    return stop.await(millis, TimeUnit.MILLISECONDS);
                }
            });
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void send(Map<String, Object> client, String... messages) throws Exception {
        try (Admin admin = Admin.create(client);
                KafkaProducer<byte[], byte[]> producer =
                        new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer())) {
            admin.createTopics(List.of(new NewTopic("telegraf", 1, (short) 1)))
                    .all()
                    .get();
            for (String message : messages) {
                producer.send(new ProducerRecord<>("telegraf", message.getBytes(UTF_8)))
                        .get();
            }
        }
    }
}
