package io.tracemill.telemetry.bridge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tracemill.schemas.RejectReason;
import io.tracemill.schemas.TelemetryBatch;
import io.tracemill.telemetry.message.MessageRefusedException;
import io.tracemill.telemetry.quantity.QuantityTable;
import io.tracemill.telemetry.series.SeriesLimits;
import io.tracemill.telemetry.series.SeriesResolver;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BridgeJobTest {

    private static final TopicPartition TELEGRAF = new TopicPartition("telegraf", 0);
    private static final TopicPartition OTHER = new TopicPartition("telegraf", 1);
    private static final String SAMPLE = "m,hostname=n1 value=1 1700000000000000000";

    private final Map<TopicPartition, OffsetAndMetadata> ofOther = new HashMap<>();
    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest") {
        @Override
        public synchronized Map<TopicPartition, OffsetAndMetadata> committed(Set<TopicPartition> partitions) {
            Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>(super.committed(partitions));
            ofOther.keySet().stream()
                    .filter(partitions::contains)
                    .forEach(partition -> committed.put(partition, ofOther.get(partition)));
            return committed;
        }
    };
    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final BridgeCounts counts = new BridgeCounts();

    @Test
    void onePollIsOneTransactionWithItsLettersAndOffsets() {
        run(
                true,
                "hello world",
                "DCGM_FI_DEV_GPU_TEMP,UUID=GPU-1,gpu=0,hostname=n1 gauge=41,state=\"x\" 1700000000000000000",
                "DCGM_FI_DEV_GPU_TEMP,UUID=GPU-2,gpu=1,hostname=n1 gauge=42 1700000000000000000",
                "DCGM_FI_DEV_GPU_TEMP,UUID=GPU-2,gpu=1,hostname=n1 gauge=42 1700000000000000000",
                "DCGM_FI_DEV_GPU_TEMP,UUID=GPU-3,gpu=0,hostname=n2 gauge=43 1700000000000000000",
                null);

        assertThat(sent())
                .containsExactly(
                        "letter telegraf-0 offset 0 MALFORMED",
                        "letter telegraf-0 offset 5 MALFORMED",
                        "n1: 2 samples",
                        "n2: 1 samples");
        assertThat(producer.commitCount()).isEqualTo(1);
        assertThat(offsets()).containsExactly(Map.of(TELEGRAF, new OffsetAndMetadata(6, "influx")));
        BridgeTotals totals = counts.totals();
        assertThat(totals.messages()).isEqualTo(6);
        assertThat(totals.refused()).isEqualTo(Map.of(RejectReason.MESSAGE_MALFORMED, 2L));
        assertThat(totals.readings().read()).isEqualTo(5);
        assertThat(totals.readings().published()).isEqualTo(3);
        assertThat(totals.readings().duplicates()).isEqualTo(1);
        assertThat(counts.next()).isEqualTo(Map.of(TELEGRAF, 6L));
        assertThat(counts.isAssigned()).isTrue();
    }

    @Test
    void offsetsOfAnotherClusterAreCommittedThereAfterTheTransaction() {
        run(false, SAMPLE);

        assertThat(producer.commitCount()).isEqualTo(1);
        assertThat(producer.consumerGroupOffsetsHistory()).isEmpty();
        assertThat(consumer.committed(Set.of(TELEGRAF)))
                .isEqualTo(Map.of(TELEGRAF, new OffsetAndMetadata(1, "influx")));
    }

    @Test
    void theShapeThatWasCommittedWithAnOffsetOfTheTopicIsKept() {
        consumer.updatePartitions(
                "telegraf",
                Stream.of(0, 1)
                        .map(number -> new PartitionInfo("telegraf", number, Node.noNode(), new Node[0], new Node[0]))
                        .toList());
        ofOther.put(OTHER, new OffsetAndMetadata(7, "telegraf-json"));

        run(true, SAMPLE);

        assertThat(sent()).containsExactly("letter telegraf-0 offset 0 MALFORMED");
    }

    @Test
    void aFailedTransactionLeavesNothingAndEndsTheJob() {
        producer.commitTransactionException = new KafkaException("no answer");

        assertThatThrownBy(() -> run(true, SAMPLE))
                .isInstanceOf(KafkaException.class)
                .hasMessage("no answer");
        assertThat(producer.history()).isEmpty();
        assertThat(producer.transactionAborted()).isTrue();
        assertThat(producer.consumerGroupOffsetsHistory()).isEmpty();
        assertThat(counts.totals()).isEqualTo(BridgeTotals.NONE);
    }

    private void run(boolean oneCluster, @Nullable String... messages) {
        boolean[] done = {false};
        if (consumer.listTopics().isEmpty()) {
            consumer.updatePartitions(
                    "telegraf", List.of(new PartitionInfo("telegraf", 0, Node.noNode(), new Node[0], new Node[0])));
        }
        consumer.schedulePollTask(() -> {
            consumer.rebalance(List.of(TELEGRAF));
            consumer.updateBeginningOffsets(Map.of(TELEGRAF, 0L));
            for (int i = 0; i < messages.length; i++) {
                String message = messages[i];
                consumer.addRecord(new ConsumerRecord<>(
                        "telegraf", 0, i, new byte[0], message == null ? null : message.getBytes(UTF_8)));
            }
        });
        consumer.schedulePollTask(() -> done[0] = true);
        new BridgeJob(
                        new BridgeClients(consumer, producer, oneCluster),
                        new AsText(),
                        new SeriesResolver(QuantityTable.own(), SeriesLimits.USUAL),
                        new TopicReaders(Map.of(), TimeUnit.SECONDS),
                        counts)
                .run(List.of("telegraf"), () -> done[0]);
    }

    private Stream<String> sent() {
        return producer.history().stream().map(record -> new String(record.value(), UTF_8));
    }

    /** The offsets of each transaction that was committed. */
    private List<Map<TopicPartition, OffsetAndMetadata>> offsets() {
        return producer.consumerGroupOffsetsHistory().stream()
                .flatMap(transaction -> transaction.values().stream())
                .toList();
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
