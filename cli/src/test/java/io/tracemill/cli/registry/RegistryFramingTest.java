package io.tracemill.cli.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tracemill.schemas.AvroSerde;
import io.tracemill.schemas.DeadLetter;
import io.tracemill.schemas.Stage;
import io.tracemill.schemas.Topic;
import io.tracemill.schemas.Topics;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RegistryFramingTest {

    private static final String LETTERS = "tracemill.dead-letters";
    private static final String SCHEMA = Topic.DEAD_LETTERS.schema().toString();
    private static final byte[] RECORD = AvroSerde.of(DeadLetter.class)
            .encode(DeadLetter.newBuilder()
                    .setSource("a.json")
                    .setStage(Stage.INGEST)
                    .setReason("bad_json")
                    .setMessage("a.json: byte 7: not JSON")
                    .setFirstBytes(ByteBuffer.allocate(0))
                    .build());

    private RegistryStub registry;
    private RegistryFraming framing;

    @BeforeEach
    void start() throws IOException {
        registry = new RegistryStub();
        framing = framing(registry.url());
    }

    @AfterEach
    void stop() {
        registry.close();
    }

    private static RegistryFraming framing(String url) {
        return new RegistryFraming(URI.create(url), Map.of());
    }

    private static byte[] withId(int id) {
        return ByteBuffer.allocate(RECORD.length - 5)
                .put((byte) 0)
                .putInt(id)
                .put(RECORD, 10, RECORD.length - 10)
                .array();
    }

    @Test
    void aZeroAndTheIdStandInThePlaceOfMarkerAndFingerprint() {
        registry.register("another", "\"string\"");

        byte[] framed = framing.toTopic(LETTERS, RECORD);

        assertThat(framed).isEqualTo(withId(2));
        assertThat(framing.fromTopic(LETTERS, framed)).isEqualTo(RECORD);
        assertThat(registry.artifacts()).containsEntry(LETTERS + "-value", List.of(2));
    }

    @Test
    void theRegistryIsAskedOnceForWhatItSaidBefore() {
        byte[] framed = framing.toTopic(LETTERS, RECORD);
        framing.fromTopic(LETTERS, framed);
        int asked = registry.requests();
        registry.setDown(true);

        assertThat(framing.toTopic(LETTERS, RECORD)).isEqualTo(framed);
        assertThat(framing.fromTopic(LETTERS, framed)).isEqualTo(RECORD);
        assertThat(registry.requests()).isEqualTo(asked);
    }

    @Test
    void aRecordFromBeforeTheRegistryIsReadAsItIs() {
        assertThat(framing.fromTopic(LETTERS, RECORD)).isEqualTo(RECORD);
        assertThat(registry.requests()).isZero();
    }

    @Test
    void theSchemasOfAllTopicsCanBeRegisteredAhead() {
        framing.register(new Topics("team.", 1, (short) 1), List.of(Topic.values()));

        assertThat(registry.artifacts())
                .hasSize(Topic.values().length)
                .containsEntry("team.trace-events-value", List.of(1))
                .containsEntry("team.dead-letters-value", List.of(Topic.values().length));
        assertThat(registry.register("again", SCHEMA)).isEqualTo(Topic.values().length);
    }

    @Test
    void thePathOfTheApiMayBeGivenOrLeftOut() {
        assertThat(framing(registry.url() + "/apis/registry/v3/").toTopic(LETTERS, RECORD))
                .isEqualTo(framing.toTopic(LETTERS, RECORD));
    }

    @Test
    void aRegistryThatDoesNotAnswerIsNamed() {
        registry.close();

        assertThatThrownBy(() -> framing.toTopic(LETTERS, RECORD))
                .isInstanceOf(RegistryException.class)
                .hasMessage(registry.url()
                        + ": no answer from the schema registry: is it running, and reachable from here?"
                        + " (ConnectException)");
        assertThatThrownBy(() -> framing.fromTopic(LETTERS, withId(1))).isInstanceOf(RegistryException.class);
    }

    @Test
    void aRegistryThatFailsIsNotTheRecordsFault() {
        registry.setDown(true);

        assertThatThrownBy(() -> framing.fromTopic(LETTERS, withId(1)))
                .isInstanceOf(RegistryException.class)
                .hasMessage(registry.url() + ": the schema registry failed on the schema of a record of " + LETTERS
                        + " (503)");
    }

    @Test
    void aSchemaThatTheRegistryRejectsIsNamed() {
        registry.register(LETTERS + "-value", "\"string\"");

        assertThatThrownBy(() -> framing.toTopic(LETTERS, RECORD))
                .isInstanceOf(RegistryException.class)
                .hasMessage(registry.url() + ": the schema registry rejected the schema of " + LETTERS + " (409):"
                        + " Incompatible artifact: " + LETTERS + "-value [AVRO], num of incompatible diffs: {1}");
    }

    @Test
    void credentialsComeFromTheSettings() {
        registry.require("Basic bWU6c2VjcmV0");

        assertThatThrownBy(() -> framing.toTopic(LETTERS, RECORD))
                .isInstanceOf(RegistryException.class)
                .hasMessage(registry.url() + ": the schema registry rejected the credentials (401);"
                        + " check apicurio.registry.auth.username and .password in --command-config");
        Map<String, Object> settings =
                Map.of("apicurio.registry.auth.username", "me", "apicurio.registry.auth.password", "secret");
        assertThat(new RegistryFraming(URI.create(registry.url()), settings).toTopic(LETTERS, RECORD))
                .isEqualTo(withId(1));
    }

    @Test
    void anIdThatTheRegistryDoesNotKnowIsTheRecordsFault() {
        assertThatThrownBy(() -> framing.fromTopic(LETTERS, withId(9)))
                .isInstanceOf(SerializationException.class)
                .hasMessage(registry.url() + ": the schema of a record of " + LETTERS
                        + " is not in the schema registry: No content with ID '9' was found.");
    }

    @Test
    void aRecordThatBeginsOtherwiseIsRejected() {
        for (byte[] record : List.of(new byte[0], new byte[] {0, 0, 0, 1}, Arrays.copyOf(RECORD, 9))) {
            assertThatThrownBy(() -> framing.fromTopic(LETTERS, record))
                    .isInstanceOf(SerializationException.class)
                    .hasMessage("a record of " + LETTERS
                            + " begins neither with the id of a schema nor with a fingerprint");
        }
    }

    @Test
    void aSchemaOfSomethingElseIsRejected() {
        int id = registry.register("another", "\"string\"");

        assertThatThrownBy(() -> framing.fromTopic(LETTERS, withId(id)))
                .isInstanceOf(SerializationException.class)
                .hasMessage("no topic holds records of the schema string");
    }
}
