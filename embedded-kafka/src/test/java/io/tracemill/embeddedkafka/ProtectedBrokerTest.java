package io.tracemill.embeddedkafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class ProtectedBrokerTest {

    private static final Map<String, Object> IMPATIENT =
            Map.of("default.api.timeout.ms", 3000, "request.timeout.ms", 2000);

    @TempDir
    Path dir;

    @Test
    @Timeout(120)
    void onlyAClientWithItsOwnLoginReadsOrWritesIt() throws Exception {
        try (EmbeddedKafka other = EmbeddedKafka.prepareProtected(dir.resolve("other"));
                EmbeddedKafka kafka = EmbeddedKafka.prepareProtected(dir.resolve("own"))) {
            kafka.start();
            Map<String, Object> own = kafka.clientSettings();
            try (Admin admin = Admin.create(own)) {
                admin.createTopics(List.of(new NewTopic("topic", 1, (short) 1)))
                        .all()
                        .get();
            }
            try (KafkaProducer<String, String> producer =
                    new KafkaProducer<>(own, new StringSerializer(), new StringSerializer())) {
                producer.send(new ProducerRecord<>("topic", "key", "value")).get();
            }

            Map<String, Object> foreign = new HashMap<>(other.clientSettings());
            foreign.put("bootstrap.servers", kafka.bootstrapServers());
            foreign.putAll(IMPATIENT);
            assertThatThrownBy(() -> topics(foreign)).hasCauseInstanceOf(SaslAuthenticationException.class);
            Map<String, Object> nobody = new HashMap<>(IMPATIENT);
            nobody.put("bootstrap.servers", kafka.bootstrapServers());
            assertThatThrownBy(() -> topics(nobody)).hasCauseInstanceOf(TimeoutException.class);
            assertThat(filesWith(password(own))).isEmpty();
            kafka.halt();
        }
    }

    private static String password(Map<String, Object> client) {
        Matcher password =
                Pattern.compile("password=\"([0-9a-f]{64})\"").matcher(String.valueOf(client.get("sasl.jaas.config")));
        assertThat(password.find()).isTrue();
        return password.group(1);
    }

    private static void topics(Map<String, Object> client) throws ExecutionException, InterruptedException {
        try (Admin admin = Admin.create(client)) {
            admin.listTopics().names().get();
        }
    }

    private List<Path> filesWith(String password) throws IOException {
        try (Stream<Path> files = Files.walk(dir)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> holds(file, password))
                    .toList();
        }
    }

    private static boolean holds(Path file, String text) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1).contains(text);
        } catch (IOException e) {
            return false; // it went while we looked
        }
    }
}
