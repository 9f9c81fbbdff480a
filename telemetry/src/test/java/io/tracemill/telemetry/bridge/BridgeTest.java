package io.tracemill.telemetry.bridge;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tracemill.schemas.Topics;
import io.tracemill.telemetry.quantity.QuantityTable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BridgeTest {

    private static final TopicPartition TELEGRAF = new TopicPartition("telegraf", 0);

    private final Deque<BridgeClients> clients = new ArrayDeque<>();
    private final List<Long> waits = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private final BridgeCounts counts = new BridgeCounts();

    @Test
    void aFailedTransactionIsRepeatedByANewJobThatRemembersNothingOfIt() throws InterruptedException {
        MockProducer<byte[], byte[]> second = producer(null);
        prepare(producer(new TimeoutException("no answer")));
        prepare(second);

        run();

        assertThat(second.history())
                .extracting(ProducerRecord::topic)
                .containsExactly("p.dead-letters", "p.fleet-telemetry");
        assertThat(counts.totals().messages()).isEqualTo(2);
        assertThat(counts.totals().readings().published()).isEqualTo(1);
        assertThat(counts.totals().readings().duplicates()).isZero();
        assertThat(counts.failures()).isEqualTo(1);
        assertThat(warnings).containsExactly("it begins again from the last commit: no answer");
    }

    @Test
    void waitsAreLongerFromFailureToFailure() throws InterruptedException {
        for (int i = 0; i < 7; i++) {
            prepare(producer(new TimeoutException("no answer")));
        }

        run();

        assertThat(waits).containsExactly(1_000L, 2_000L, 4_000L, 8_000L, 16_000L, 30_000L, 30_000L);
    }

    @Test
    void clientsThatCannotBeMadeEndItUnlessSomeWereMadeBefore() throws InterruptedException {
        KafkaException noName = new KafkaException("Failed to construct kafka consumer");
        assertThatThrownBy(() -> run(() -> {
                    throw noName;
                }))
                .isSameAs(noName);

        prepare(producer(new TimeoutException("no answer")));
        prepare(producer(null));
        boolean[] failed = {false};
        run(() -> {
            if (clients.size() == 1 && !failed[0]) {
                failed[0] = true;
                throw noName;
            }
            return clients.remove();
        });

        assertThat(counts.failures()).isEqualTo(2);
        assertThat(counts.totals().messages()).isEqualTo(2);
    }

    @Test
    void whatIsDeniedEndsIt() {
        prepare(producer(new GroupAuthorizationException("p.bridge")));

        assertThatThrownBy(this::run).isInstanceOf(GroupAuthorizationException.class);
        assertThat(counts.failures()).isZero();
    }

    private void run() throws InterruptedException {
        run(clients::remove);
    }

    private void run(Supplier<BridgeClients> made) throws InterruptedException {
        BridgeConfig config = new BridgeConfig(Set.of("telegraf"), Map.of(), TimeUnit.SECONDS, QuantityTable.own());
        new Bridge(config, new TopicRecords(new Topics("p.", 1, (short) 1)), counts, warnings::add)
                .run(made, new Bridge.Stop() {
                    @Override
                    public boolean isAsked() {
                        return clients.isEmpty() && counts.totals().messages() > 0;
                    }

                    @Override
                    public boolean await(long millis) {
                        waits.add(millis);
                        return clients.isEmpty();
                    }
                });
    }

    private static MockProducer<byte[], byte[]> producer(@Nullable KafkaException failure) {
        MockProducer<byte[], byte[]> producer =
                new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
        producer.commitTransactionException = failure;
        return producer;
    }

    /** A job that is given two messages, of which one is in no format. */
    private void prepare(MockProducer<byte[], byte[]> producer) {
        MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
        consumer.updatePartitions(
                "telegraf", List.of(new PartitionInfo("telegraf", 0, Node.noNode(), new Node[0], new Node[0])));
        consumer.schedulePollTask(() -> {
            consumer.rebalance(List.of(TELEGRAF));
            consumer.updateBeginningOffsets(Map.of(TELEGRAF, 0L));
            add(consumer, 0, "hello world");
            add(consumer, 1, "m,hostname=n1 value=1 1700000000000000000");
        });
        clients.add(new BridgeClients(consumer, producer, true));
    }

    private static void add(MockConsumer<byte[], byte[]> consumer, long offset, String message) {
        consumer.addRecord(new ConsumerRecord<>("telegraf", 0, offset, new byte[0], message.getBytes(UTF_8)));
    }
}
