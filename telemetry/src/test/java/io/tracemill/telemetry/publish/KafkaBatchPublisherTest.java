package io.tracemill.telemetry.publish;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tracemill.schemas.AvroSerde;
import io.tracemill.schemas.ReadingKind;
import io.tracemill.schemas.TelemetryBatch;
import io.tracemill.schemas.TelemetrySample;
import io.tracemill.schemas.Topics;
import java.util.List;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.RoundRobinPartitioner;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class KafkaBatchPublisherTest {

    private final MockProducer<byte[], byte[]> producer = new MockProducer<>(
            false, new RoundRobinPartitioner(), new ByteArraySerializer(), new ByteArraySerializer());
    private final KafkaBatchPublisher publisher =
            new KafkaBatchPublisher(new Topics("tracemill.", 1, (short) 1), producer);
    private final TelemetryBatch batch = TelemetryBatch.newBuilder()
            .setNode("n1")
            .setSource("dcgm-exporter n1:9400")
            .setStrings(List.of("m"))
            .setSamples(List.of(new TelemetrySample(0, null, null, 7L, 1.5, ReadingKind.GAUGE, null, null)))
            .setDevices(List.of())
            .build();

    @Test
    void aBatchIsPublishedUnderItsNode() {
        publisher.publish(batch);

        assertThat(producer.history()).singleElement().satisfies(record -> {
            assertThat(record.topic()).isEqualTo("tracemill.fleet-telemetry");
            assertThat(new String(record.key(), UTF_8)).isEqualTo("n1");
            assertThat(AvroSerde.of(TelemetryBatch.class).decode(record.value()))
                    .isEqualTo(batch);
        });
    }

    @Test
    void whatBrokersDidNotTakeInTimeIsCounted() {
        publisher.publish(batch);
        producer.errorNext(new TimeoutException("expired"));
        publisher.publish(batch);

        assertThat(publisher.lost()).isEqualTo(1);
    }

    @Test
    void whatBrokersNeverTakeFailsTheNextCall() {
        publisher.publish(batch);
        producer.errorNext(new RecordTooLargeException("too large"));

        assertThatThrownBy(() -> publisher.publish(batch))
                .isInstanceOf(KafkaException.class)
                .hasMessage("cannot publish: too large");
        assertThat(publisher.lost()).isEqualTo(1);
    }
}
