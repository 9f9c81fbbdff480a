package io.tracemill.systemtests.bridge;

import static io.tracemill.systemtests.CommandProcesses.awaitTrue;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.cli.CommandLineRun;
import io.tracemill.embeddedkafka.EmbeddedKafka;
import io.tracemill.systemtests.CommandProcesses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Two bridges are killed at random while messages flood in: readers of committed records find what one bridge makes
 * that nobody disturbs, each reading and each letter once. A short run is part of every build; {@code
 * tracemill.bridge.kills} and {@code tracemill.seed} make longer and other ones.
 */
@EnabledOnOs({OS.LINUX, OS.MAC})
class BridgeKillTest {

    private static final Logger LOG = LoggerFactory.getLogger(BridgeKillTest.class);
    private static final int KILLS = Integer.getInteger("tracemill.bridge.kills", 8);
    private static final long SEED = Long.getLong("tracemill.seed", 1);
    private static final String TOPIC = "flood";
    private static final SenderForm FORM = SenderForm.INFLUX;
    private static final int READINGS = 5;
    private static final long PAUSE_NANOS = 1_000_000;

    /** Whoever dies is missed, and what it left open ends, within a second or two. */
    private static final String CLIENT = """
            session.timeout.ms=1500
            heartbeat.interval.ms=300
            transaction.timeout.ms=2000
            fetch.max.wait.ms=50
            """;

    private static final Map<String, String> BROKER =
            Map.of("transaction.abort.timed.out.transaction.cleanup.interval.ms", "200");

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path dir;

    @Test
    void eachReadingAndEachLetterIsThereOnceWhoeverIsKilled() throws Exception {
        LOG.warn("bridges: -Dtracemill.bridge.kills={} -Dtracemill.seed={} in {}", KILLS, SEED, dir);
        CommandProcesses services = new CommandProcesses(dir);
        try (EmbeddedKafka kafka = EmbeddedKafka.prepare(dir.resolve("broker"), BROKER)) {
            kafka.start();
            try (Senders senders = new Senders(kafka.bootstrapServers(), 4, List.of(TOPIC))) {
                createTopics(kafka, "tracemill.");
                createTopics(kafka, "calm.");
                int sent = flood(senders, services, kafka);
                awaitTrue(() -> senders.areCarried("tracemill.bridge", List.of(TOPIC)), services::logs);
                Process calm = start(services, kafka, "calm.");
                awaitTrue(() -> senders.areCarried("calm.bridge", List.of(TOPIC)), services::logs);
                services.terminate(calm);
                compare(kafka, sent);
            }
        } finally {
            services.killAll();
        }
    }

    private static void createTopics(EmbeddedKafka kafka, String prefix) {
        CommandLineRun run = CommandLineRun.of(
                "topics",
                "create",
                "--partitions",
                "3",
                "--prefix",
                prefix,
                "--bootstrap-server",
                kafka.bootstrapServers());
        assertThat(run.code()).as(run.err()).isZero();
    }

    private Process start(CommandProcesses services, EmbeddedKafka kafka, String prefix) throws IOException {
        Path client = Files.writeString(dir.resolve("client.properties"), CLIENT);
        return services.start(
                "bridge",
                TOPIC,
                "--prefix",
                prefix,
                "--bootstrap-server",
                kafka.bootstrapServers(),
                "--command-config",
                client.toString());
    }

    /** Sends until the last kill is over; says how many messages. */
    private int flood(Senders senders, CommandProcesses services, EmbeddedKafka kafka) throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        int[] sent = {0};
        Thread flood = new Thread(
                () -> {
                    while (!over.get()) {
                        senders.sendLater(TOPIC, sent[0], message(sent[0]));
                        sent[0]++;
                        LockSupport.parkNanos(PAUSE_NANOS);
                    }
                    senders.flush();
                },
                "flood");
        flood.start();
        List<Process> bridges = new ArrayList<>();
        bridges.add(start(services, kafka, "tracemill."));
        bridges.add(start(services, kafka, "tracemill."));
        Random random = new Random(SEED);
        for (int kill = 0; kill < KILLS; kill++) {
            int victim = random.nextInt(bridges.size());
            services.awaitLog(bridges.get(victim), "tracemill bridge: running");
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(2_500)));
            CommandProcesses.kill(bridges.get(victim));
            bridges.set(victim, start(services, kafka, "tracemill."));
        }
        over.set(true);
        flood.join();
        return sent[0];
    }

    /** One of a hundred is poison. */
    private static byte[] message(int number) {
        if (number % 100 == 50) {
            return ("poison " + number).getBytes(UTF_8);
        }
        return FORM.message(IntStream.range(number * READINGS, (number + 1) * READINGS)
                .mapToObj(reading -> SentReading.of("n" + number % 7, reading))
                .toList());
    }

    private static void compare(EmbeddedKafka kafka, int sent) {
        BridgedTopics disturbed = new BridgedTopics(kafka.bootstrapServers(), "tracemill.");
        BridgedTopics calm = new BridgedTopics(kafka.bootstrapServers(), "calm.");
        List<String> readings = disturbed.readings().stream().sorted().toList();
        List<String> letters =
                disturbed.letters().stream().map(BridgedTopics::place).sorted().toList();
        int poison = (sent + 49) / 100;
        LOG.warn(
                "bridges: {} messages, {} readings, {} letters, {} kills",
                sent,
                readings.size(),
                letters.size(),
                KILLS);
        assertThat(letters)
                .hasSize(poison)
                .isEqualTo(calm.letters().stream()
                        .map(BridgedTopics::place)
                        .sorted()
                        .toList());
        assertThat(readings.size()).isEqualTo((sent - poison) * READINGS);
        assertThat(readings.equals(calm.readings().stream().sorted().toList()))
                .as("the readings of both are equal")
                .isTrue();
    }
}
