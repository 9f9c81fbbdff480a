package io.tracemill.systemtests.notify;

import static io.tracemill.systemtests.CommandProcesses.awaitTrue;
import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.embeddedkafka.EmbeddedKafka;
import io.tracemill.schemas.AlertLevel;
import io.tracemill.schemas.AlertState;
import io.tracemill.schemas.Topics;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Alerts in a topic reach a real Alertmanager, and end there when they end. */
class AlertmanagerTest {

    private static final Topics TOPICS = new Topics(Topics.DEFAULT_PREFIX, 2, (short) 1);
    private static final long MINUTE = 60_000;

    @TempDir
    private Path dir;

    @Test
    void whatFiresIsActiveAndWhatIsOldOrEndedIsNot() throws Exception {
        try (AlertmanagerProcess manager = AlertmanagerProcess.start(dir);
                EmbeddedKafka kafka = EmbeddedKafka.start(dir.resolve("broker"))) {
            Map<String, Object> client = Map.of("bootstrap.servers", kafka.bootstrapServers());
            try (Admin admin = Admin.create(client)) {
                TOPICS.create(admin);
            }
            try (AlertTopic topic = new AlertTopic(TOPICS, client)) {
                topic.alert("GPU-1", AlertState.FIRING, AlertLevel.WARNING, 2 * MINUTE);
                topic.alert("GPU-2", AlertState.PENDING, AlertLevel.WARNING, 2 * MINUTE);
                topic.alert("GPU-3", AlertState.FIRING, AlertLevel.CRITICAL, 24 * 60 * MINUTE);
                try (RunningNotifier notifier = new RunningNotifier(TOPICS, client, manager.uri())) {
                    assertFollows(topic, manager, notifier);
                }
            }
        }
    }

    private static void assertFollows(AlertTopic topic, AlertmanagerProcess manager, RunningNotifier notifier)
            throws Exception {
        awaitTrue(
                () -> manager.alerts().severities().equals(Map.of("Watchdog", "none", "TracemillBehind", "warning")),
                () -> "active: " + manager.alerts().severities() + ", failures: " + notifier.failures());

        topic.progress(24 * 60 * MINUTE); // a day is being caught up
        topic.alert("GPU-4", AlertState.FIRING, AlertLevel.WARNING, 2 * MINUTE);
        awaitTrue(() -> notifier.counts().firing() == 2);
        topic.alert("GPU-4", AlertState.RESOLVED, AlertLevel.WARNING, 2 * MINUTE);
        awaitTrue(() -> notifier.counts().firing() == 1);
        assertThat(manager.alerts().severities()).containsOnlyKeys("Watchdog", "TracemillBehind");

        topic.progress(MINUTE);
        awaitTrue(() -> "warning".equals(manager.alerts().severities().get("device_temperature n1/GPU-1")));
        assertThat(manager.alerts().severities())
                .doesNotContainKeys("device_temperature n1/GPU-3", "device_temperature n1/GPU-4");
        assertThat(manager.alerts().all())
                .filteredOn(
                        alert -> alert.path("labels").path("device").asText().equals("GPU-1"))
                .isNotEmpty()
                .allSatisfy(alert -> {
                    assertThat(alert.at("/annotations/summary").asText())
                            .isEqualTo("n1/GPU-1: temperature 92 Cel, above 90 Cel");
                    assertThat(Instant.parse(alert.path("endsAt").asText()))
                            .isAfter(Instant.now().plusSeconds(200));
                });

        topic.alert("GPU-1", AlertState.FIRING, AlertLevel.CRITICAL, 2 * MINUTE);
        awaitTrue(() -> "critical".equals(manager.alerts().severities().get("device_temperature n1/GPU-1")));

        topic.alert("GPU-1", AlertState.RESOLVED, AlertLevel.CRITICAL, 2 * MINUTE);
        awaitTrue(() -> !manager.alerts().severities().containsKey("device_temperature n1/GPU-1"));
        assertThat(manager.alerts().severities()).containsEntry("Watchdog", "none");
        assertThat(notifier.counts().failed()).hasSizeLessThanOrEqualTo(1); // before Alertmanager answered
    }
}
