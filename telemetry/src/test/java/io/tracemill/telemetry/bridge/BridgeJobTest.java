package io.tracemill.telemetry.bridge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tracemill.schemas.TelemetryBatch;
import io.tracemill.telemetry.message.MessageLimits;
import io.tracemill.telemetry.message.MessageRefusedException;
import io.tracemill.telemetry.quantity.QuantityTable;
import io.tracemill.telemetry.series.SeriesLimits;
import io.tracemill.telemetry.series.SeriesResolver;
import io.tracemill.telemetry.sniff.TopicReader;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class BridgeJobTest {

    private static final TopicPartition TELEGRAF = new TopicPartition("telegraf", 0);

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final BridgeJob job = new BridgeJob(
            consumer,
            producer,
            new AsText(),
            new SeriesResolver(QuantityTable.own(), SeriesLimits.USUAL),
            () -> new TopicReader(null, MessageLimits.DEFAULT, TimeUnit.SECONDS));

    @Test
    void onePollIsOneTransactionWithItsLettersAndOffsets() {
        run(
                "hello world",
                "DCGM_FI_DEV_GPU_TEMP,UUID=GPU-1,gpu=0,hostname=n1 gauge=41,state=\"x\" 1700000000000000000",
                "DCGM_FI_DEV_GPU_TEMP,UUID=GPU-2,gpu=1,hostname=n1 gauge=42 1700000000000000000",
                "DCGM_FI_DEV_GPU_TEMP,UUID=GPU-2,gpu=1,hostname=n1 gauge=42 1700000000000000000",
                "DCGM_FI_DEV_GPU_TEMP,UUID=GPU-3,gpu=0,hostname=n2 gauge=43 1700000000000000000");

        assertThat(sent()).containsExactly("letter telegraf-0 offset 0 MALFORMED", "n1: 2 samples", "n2: 1 samples");
        assertThat(producer.commitCount()).isEqualTo(1);
        assertThat(producer.consumerGroupOffsetsHistory())
                .singleElement()
                .asString()
                .contains("telegraf-0=OffsetAndMetadata{offset=5,");
        BridgeTotals totals = job.totals();
        assertThat(totals.messages()).isEqualTo(5);
        assertThat(totals.refused()).isEqualTo(1);
        assertThat(totals.readings().read()).isEqualTo(5);
        assertThat(totals.readings().published()).isEqualTo(3);
        assertThat(totals.readings().duplicates()).isEqualTo(1);
    }

    @Test
    void aFailedTransactionLeavesNothingAndEndsTheJob() {
        producer.commitTransactionException = new KafkaException("no answer");

        assertThatThrownBy(() -> run("m,hostname=n1 value=1 1700000000000000000"))
                .isInstanceOf(KafkaException.class)
                .hasMessage("no answer");
        assertThat(producer.history()).isEmpty();
        assertThat(producer.transactionAborted()).isTrue();
        assertThat(producer.consumerGroupOffsetsHistory()).isEmpty();
    }

    private void run(String... messages) {
        boolean[] done = {false};
        consumer.schedulePollTask(() -> {
            consumer.rebalance(List.of(TELEGRAF));
            consumer.updateBeginningOffsets(Map.of(TELEGRAF, 0L));
            for (int i = 0; i < messages.length; i++) {
                consumer.addRecord(new ConsumerRecord<>("telegraf", 0, i, new byte[0], messages[i].getBytes(UTF_8)));
            }
        });
        consumer.schedulePollTask(() -> done[0] = true);
        job.run(List.of("telegraf"), () -> done[0]);
    }

    private Stream<String> sent() {
        return producer.history().stream().map(record -> new String(record.value(), UTF_8));
    }

    /** Output as text, for tests. */
    private static final class AsText implements BridgeOutput {

        @Override
        public ProducerRecord<byte[], byte[]> batch(TelemetryBatch batch) {
            return text(batch.getNode() + ": " + batch.getSamples().size() + " samples");
        }

        @Override
        public ProducerRecord<byte[], byte[]> letter(
                ConsumerRecord<byte[], byte[]> message, MessageRefusedException refused) {
            return text("letter " + message.topic() + '-' + message.partition() + " offset " + message.offset() + ' '
                    + refused.why());
        }

        private static ProducerRecord<byte[], byte[]> text(String text) {
            return new ProducerRecord<>("out", text.getBytes(UTF_8));
        }
    }
}
