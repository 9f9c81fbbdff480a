package io.tracemill.telemetry.sniff;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tracemill.telemetry.Collected;
import io.tracemill.telemetry.message.MessageLimits;
import io.tracemill.telemetry.message.MessageRefusedException;
import io.tracemill.telemetry.otlp.OtlpMessages;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TopicReaderTest {

    private final Collected read = new Collected();

    private static TopicReader reader() {
        return new TopicReader(null, MessageLimits.DEFAULT, TimeUnit.SECONDS);
    }

    @Test
    void eachShapeThatATopicCanHaveIsRead() throws MessageRefusedException {
        List<byte[]> messages = List.of(
                OtlpMessages.everyForm().toByteArray(),
                ("{\"resourceMetrics\": [{\"scopeMetrics\": [{\"metrics\": [{\"name\": \"m\", \"gauge\": {\"dataPoints\":"
                                + " [{\"asInt\": 1}]}}]}]}]}")
                        .getBytes(UTF_8),
                "m value=1 5".getBytes(UTF_8),
                "{\"name\": \"m\", \"fields\": {\"value\": 1}, \"timestamp\": 5}".getBytes(UTF_8),
                "{\"name\": \"m\", \"kind\": \"absolute\", \"gauge\": {\"value\": 1}}".getBytes(UTF_8),
                "{\"name\": \"m\", \"value\": \"1\", \"timestamp\": \"1970-01-01T00:00:05Z\", \"labels\": {}}"
                        .getBytes(UTF_8));
        for (byte[] message : messages) {
            int before = read.samples().size();
            reader().read(message, read);
            assertThat(read.samples()).hasSizeGreaterThan(before);
        }
    }

    @Test
    void theFirstMessageDecidesForAllThatFollow() throws MessageRefusedException {
        TopicReader reader = reader();
        assertThatThrownBy(() -> reader.read("hello world".getBytes(UTF_8), read))
                .isInstanceOf(MessageRefusedException.class);
        assertThat(reader.shape()).isEmpty();

        reader.read("m value=1 5".getBytes(UTF_8), read);
        assertThatThrownBy(() -> reader.read(
                        "{\"name\": \"m\", \"fields\": {\"value\": 1}, \"timestamp\": 5}".getBytes(UTF_8), read))
                .isInstanceOf(MessageRefusedException.class)
                .hasMessageStartingWith("a point as");

        assertThat(reader.shape()).contains(MessageShape.INFLUX);
        assertThat(read.samples()).containsExactly("m{} UNKNOWN 5 1.0");
        assertThat(read.refused()).isEmpty();
    }

    @Test
    void aMessageIsRefusedWholeOnlyWhereNothingOfItIsInTheShape() throws MessageRefusedException {
        TopicReader reader = reader();
        assertThatThrownBy(() -> reader.read("{\"name\": 3, \"kind\": \"absolute\"}".getBytes(UTF_8), read))
                .isInstanceOf(MessageRefusedException.class);
        assertThat(reader.shape()).isEmpty();

        reader.read("m value=1 5\nhello world\nm value=2 6".getBytes(UTF_8), read);

        assertThat(reader.shape()).contains(MessageShape.INFLUX);
        assertThat(read.samples()).containsExactly("m{} UNKNOWN 5 1.0", "m{} UNKNOWN 6 2.0");
        assertThat(read.refused()).hasSize(1).allMatch(refused -> refused.startsWith("MALFORMED: a point as"));
    }

    @Test
    void aMessageInWhichAReaderFindsNothingMustBeInItsShapeUnlessItIsEmpty() throws MessageRefusedException {
        TopicReader reader = new TopicReader(MessageShape.OTLP_PROTOBUF, MessageLimits.DEFAULT, TimeUnit.SECONDS);
        reader.read(new byte[0], read);
        reader.read(new byte[] {10, 0}, read);

        assertThatThrownBy(() -> reader.read("xxxxxxxx".getBytes(UTF_8), read)) // fields 15, which are unknown
                .hasMessage("a message in otlp-protobuf was expected");
    }

    @Test
    void shapesOfFilesAreNoShapesOfTopics() {
        assertThatThrownBy(() -> reader().read("# TYPE up gauge\nup 1\n".getBytes(UTF_8), read))
                .hasMessage("prometheus-text is read from files and targets, not from topics");
    }
}
