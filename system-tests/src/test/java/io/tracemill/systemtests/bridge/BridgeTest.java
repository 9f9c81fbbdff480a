package io.tracemill.systemtests.bridge;

import static io.tracemill.systemtests.CommandProcesses.awaitTrue;
import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.cli.CommandLineRun;
import io.tracemill.cli.monitoring.HttpAddress;
import io.tracemill.cli.monitoring.ServicePages;
import io.tracemill.embeddedkafka.EmbeddedKafka;
import io.tracemill.schemas.DeadLetter;
import io.tracemill.schemas.Stage;
import io.tracemill.systemtests.CommandProcesses;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From messages of every form to rows of the dataset of telemetry, with a real broker. */
class BridgeTest {

    private static final int MESSAGES = 40;
    private static final int READINGS = 5;
    private static final List<String> TOPICS =
            Arrays.stream(SenderForm.values()).map(SenderForm::topic).toList();

    @TempDir
    private Path dir;

    private EmbeddedKafka kafka;
    private CommandProcesses services;
    private Senders senders;

    @BeforeEach
    void startBroker() throws Exception {
        kafka = EmbeddedKafka.start(dir.resolve("broker"));
        services = new CommandProcesses(dir);
        senders = new Senders(kafka.bootstrapServers(), 2, TOPICS);
        assertThat(CommandLineRun.of(at("topics", "create", "--partitions", "2"))
                        .code())
                .isZero();
    }

    @AfterEach
    void endAll() {
        services.killAll();
        senders.close();
        kafka.close();
    }

    private String[] at(String... args) {
        return Stream.concat(Stream.of(args), Stream.of("--bootstrap-server", kafka.bootstrapServers()))
                .toArray(String[]::new);
    }

    private Process bridge(String... more) throws Exception {
        List<String> all = new ArrayList<>(List.of("bridge"));
        all.addAll(TOPICS);
        all.addAll(List.of(more));
        Process bridge = services.start(at(all.toArray(String[]::new)));
        services.awaitLog(bridge, "tracemill bridge: running");
        return bridge;
    }

    private static String node(SenderForm form) {
        return form.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static List<SentReading> readings(SenderForm form, int message) {
        return IntStream.range(message * READINGS, (message + 1) * READINGS)
                .mapToObj(number -> SentReading.of(node(form), number))
                .toList();
    }

    /** Sends messages of each form, and one of each kind of poison after the tenth; says where the poison is. */
    private Map<String, byte @Nullable []> send() throws Exception {
        Map<String, byte @Nullable []> poisoned = new LinkedHashMap<>();
        for (SenderForm form : SenderForm.values()) {
            for (int message = 0; message < MESSAGES; message++) {
                senders.send(form.topic(), message, form.message(readings(form, message)));
                if (message == 10) {
                    for (byte @Nullable [] poison : Poison.of(form).values()) {
                        RecordMetadata at = senders.send(form.topic(), message, poison);
                        poisoned.put(form.topic() + '-' + at.partition() + ' ' + at.offset(), poison);
                    }
                }
            }
        }
        return poisoned;
    }

    private static List<String> expected() {
        return Arrays.stream(SenderForm.values())
                .flatMap(form -> IntStream.range(0, MESSAGES).mapToObj(message -> readings(form, message)))
                .flatMap(List::stream)
                .map(SentReading::row)
                .toList();
    }

    @Test
    void everyFormGoesToTheArchiveValueForValueAndPoisonToLetters() throws Exception {
        Map<String, byte @Nullable []> poisoned = send();
        senders.send(SenderForm.INFLUX.topic(), 0, SenderForm.INFLUX.message(readings(SenderForm.INFLUX, 39)));
        Path out = dir.resolve("out");
        services.start(at("archive", "--archive-raw", "--out", out.toString(), "--roll-idle", "1s"));
        Process bridge = bridge("--http", "127.0.0.1:0");
        awaitTrue(() -> senders.areCarried("tracemill.bridge", TOPICS), services::logs);

        BridgedTopics topics = new BridgedTopics(kafka.bootstrapServers(), "tracemill.");
        assertThat(topics.readings()).containsExactlyInAnyOrderElementsOf(expected());
        assertLetters(topics.letters(), poisoned);
        assertAccounts(address(bridge), poisoned.size());
        awaitTrue(() -> archived(out).size() == expected().size(), services::logs);
        assertThat(archived(out)).containsExactlyInAnyOrderElementsOf(expected());
        services.terminate(bridge);
        assertThat(bridge.exitValue()).isEqualTo(143);
    }

    private static void assertLetters(List<DeadLetter> letters, Map<String, byte @Nullable []> poisoned) {
        assertThat(letters.stream().map(BridgedTopics::place)).containsExactlyInAnyOrderElementsOf(poisoned.keySet());
        for (DeadLetter letter : letters) {
            byte @Nullable [] bytes = poisoned.get(BridgedTopics.place(letter));
            byte[] first = bytes == null ? new byte[0] : Arrays.copyOf(bytes, Math.min(bytes.length, 256));
            assertThat(letter.getFirstBytes()).isEqualTo(ByteBuffer.wrap(first));
            assertThat(letter.getStage()).isEqualTo(Stage.BRIDGE);
            assertThat(letter.getReason()).isEqualTo("malformed");
            assertThat(letter.getSource()).isEqualTo(letter.getTopic());
            assertThat(letter.getMessage())
                    .startsWith(
                            letter.getTopic() + "-" + letter.getPartition() + ": offset " + letter.getOffset() + ": ")
                    .hasLineCount(1);
        }
    }

    /** The address that a bridge said it is to be seen at. */
    private HttpAddress address(Process bridge) {
        Matcher address =
                Pattern.compile("http://127\\.0\\.0\\.1:(\\d+)/metrics").matcher(services.log(bridge));
        assertThat(address.find()).isTrue();
        return new HttpAddress("127.0.0.1", Integer.parseInt(address.group(1)));
    }

    private static void assertAccounts(HttpAddress bridge, int letters) throws Exception {
        Map<String, Double> now = ServicePages.metrics(bridge);
        int sent = SenderForm.values().length * MESSAGES;
        assertThat(now)
                .containsEntry("tracemill_bridge_messages_total", (double) sent + 1 + letters)
                .containsEntry("tracemill_bridge_dead_letters_total{reason=\"malformed\"}", (double) letters)
                .containsEntry("tracemill_bridge_readings_published_total", (double) sent * READINGS)
                .containsEntry("tracemill_bridge_samples_duplicate_total", (double) READINGS)
                .containsEntry("tracemill_bridge_failures_total", 0.0);
        assertThat(ServicePages.sum(
                        now,
                        "tracemill_bridge_readings_published_total",
                        "tracemill_bridge_samples_refused_total",
                        "tracemill_bridge_samples_duplicate_total"))
                .isEqualTo(now.get("tracemill_bridge_samples_read_total"));
    }

    private static List<String> archived(Path out) {
        String sql = "select node || ' ' || device || ' ' || metric || ' ' || time_ns as row, value from telemetry";
        return CommandLineRun.of("query", "--data", out.toString(), "--format", "csv", sql)
                .out()
                .lines()
                .skip(1)
                .map(line -> line.substring(0, line.lastIndexOf(','))
                        + ' '
                        + Double.parseDouble(line.substring(line.lastIndexOf(',') + 1)))
                .toList();
    }

    @Test
    void aGroupGoesOnWhereItWasWithTheShapesItKnewAndAnotherOneBeginsAnew() throws Exception {
        send();
        services.terminate(carriedBy("tracemill.bridge"));
        BridgedTopics topics = new BridgedTopics(kafka.bootstrapServers(), "tracemill.");
        int letters = topics.letters().size();
        for (SenderForm form :
                SenderForm.values()) { // would be taken for the form of the topic by who does not know it
            SenderForm other = form == SenderForm.VECTOR ? SenderForm.ADAPTER : SenderForm.VECTOR;
            senders.send(form.topic(), 0, other.message(List.of(SentReading.of("other", 2))));
            senders.send(form.topic(), 0, form.message(List.of(SentReading.of("again-" + node(form), 0))));
        }

        services.terminate(carriedBy("tracemill.bridge"));

        assertThat(topics.letters()).hasSize(letters + SenderForm.values().length);
        assertThat(topics.readings())
                .hasSize(expected().size() + SenderForm.values().length)
                .containsAll(Arrays.stream(SenderForm.values())
                        .map(form -> SentReading.of("again-" + node(form), 0).row())
                        .toList());

        services.terminate(carriedBy("another"));

        assertThat(topics.readings()).hasSize(2 * (expected().size() + SenderForm.values().length));
    }

    private Process carriedBy(String group) throws Exception {
        Process bridge = bridge("--group", group);
        awaitTrue(() -> senders.areCarried(group, TOPICS), services::logs);
        return bridge;
    }

    @Test
    void topicsThatAreMissingAreNamedAndNotCreated() {
        CommandLineRun run = CommandLineRun.of(at("bridge", "from-influx", "nowhere", "--http", "off"));

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err()).isEqualTo("tracemill: nowhere: does not exist; start its sender first, or create it\n");
        assertThat(CommandLineRun.of(at("bridge", "nowhere", "--http", "off")).err())
                .isEqualTo("tracemill: nowhere: does not exist; start its sender first, or create it\n");
    }

    @Test
    void topicsOfAnotherClusterAreReadWithOffsetsThere() throws Exception {
        try (EmbeddedKafka ours = EmbeddedKafka.start(dir.resolve("ours"))) {
            assertThat(CommandLineRun.of("topics", "create", "--bootstrap-server", ours.bootstrapServers())
                            .code())
                    .isZero();
            send();
            List<String> command = new ArrayList<>(List.of("bridge", "--bootstrap-server", ours.bootstrapServers()));
            command.addAll(TOPICS);
            command.addAll(List.of("--from-bootstrap-server", kafka.bootstrapServers()));
            Process bridge = services.start(command.toArray(String[]::new));
            awaitTrue(() -> senders.areCarried("tracemill.bridge", TOPICS), services::logs);
            services.terminate(bridge);
            senders.send(SenderForm.INFLUX.topic(), 0, SenderForm.INFLUX.message(List.of(SentReading.of("again", 0))));

            Process next = services.start(command.toArray(String[]::new));
            awaitTrue(() -> senders.areCarried("tracemill.bridge", TOPICS), services::logs);
            services.terminate(next);

            BridgedTopics topics = new BridgedTopics(ours.bootstrapServers(), "tracemill.");
            assertThat(topics.readings())
                    .hasSize(expected().size() + 1)
                    .containsAll(expected())
                    .contains(SentReading.of("again", 0).row());
            assertThat(topics.letters()).hasSize(SenderForm.values().length * 6);
            assertThat(new BridgedTopics(kafka.bootstrapServers(), "tracemill.").readings())
                    .isEmpty();
        }
    }
}
