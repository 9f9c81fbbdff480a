package io.tracemill.telemetry.publish;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tracemill.schemas.TelemetryBatch;
import io.tracemill.schemas.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class KafkaBatchSenderTest {

    private static final TelemetryBatch BATCH = TelemetryBatch.newBuilder()
            .setNode("n1")
            .setSource("node_exporter n1:9100")
            .setStrings(List.of())
            .setSamples(List.of())
            .setDevices(List.of())
            .build();

    private final List<MockProducer<byte[], byte[]>> producers = new ArrayList<>();

    private KafkaBatchSender sender() {
        return new KafkaBatchSender(new Topics("tracemill.", 1, (short) 1), () -> {
            producers.add(new ProducerWithThread());
            return producers.get(producers.size() - 1);
        });
    }

    @Test
    void aBatchIsSafeOnceItIsAcknowledged() {
        try (KafkaBatchSender sender = sender()) {
            CompletableFuture<Void> sent = sender.send(BATCH);
            assertThat(sent).isNotDone();
            assertThat(producers.get(0).completeNext()).isTrue();
            assertThat(sent).isCompleted();
            assertThat(new String(producers.get(0).history().get(0).key(), UTF_8))
                    .isEqualTo("n1");
        }
    }

    @Test
    void whatTheBrokersDoNotTakeNowIsNotSafe() {
        try (KafkaBatchSender sender = sender()) {
            CompletableFuture<Void> sent = sender.send(BATCH);
            producers.get(0).errorNext(new TimeoutException("later"));
            assertThat(sent).isCompletedExceptionally();
            assertThat(producers).hasSize(1);
        }
    }

    @Test
    void aProducerThatHasFailedForGoodIsReplaced() {
        try (KafkaBatchSender sender = sender()) {
            producers.get(0).sendException = new ClusterAuthorizationException("no right");
            CompletableFuture<Void> sent = sender.send(BATCH);
            assertThat(sent).isCompletedExceptionally();
            while (sent.isCompletedExceptionally()) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
                sent = sender.send(BATCH);
            }
            assertThat(producers).hasSize(2);
            assertThat(producers.get(0).closed()).isTrue();
        }
    }

    @Test
    void whatIsUnderWayWithAProducerThatIsReplacedIsNotSafe() {
        try (KafkaBatchSender sender = sender()) {
            CompletableFuture<Void> underWay = sender.send(BATCH);
            producers.get(0).sendException = new ClusterAuthorizationException("no right");
            while (producers.size() == 1) {
                assertThat(sender.send(BATCH)).isNotNull();
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            }
            assertThat(underWay).isCompletedExceptionally();
        }
    }

    @Test
    void whatIsUnderWayInTheEndIsNotSafe() {
        KafkaBatchSender sender = sender();
        CompletableFuture<Void> underWay = sender.send(BATCH);
        sender.close();
        assertThat(underWay).isCompletedExceptionally();
    }

    /** A producer that calls back in a thread of its own, for which its close waits. */
    private static final class ProducerWithThread extends MockProducer<byte[], byte[]> {

        ProducerWithThread() {
            super(false, null, new ByteArraySerializer(), new ByteArraySerializer());
        }

        @Override
        public void close(Duration timeout) {
            Thread thread = new Thread(() -> {
                boolean isMore = true;
                while (isMore) {
                    isMore = errorNext(new KafkaException("closed by force"));
                }
            });
            thread.start();
            try {
                thread.join();
            } catch (InterruptedException e) {
                throw new IllegalStateException("the thread of the producer did not end", e);
            }
            super.close(timeout);
        }
    }
}
