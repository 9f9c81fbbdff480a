package io.tracemill.ingest.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tracemill.ingest.IngestException;
import io.tracemill.schemas.DeadLetter;
import io.tracemill.schemas.Stage;
import io.tracemill.schemas.Topics;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class KafkaPublisherTest {

    private static final Topics TOPICS = new Topics("t.", 6, (short) 1);

    @Test
    void aBatchGoesToThePartitionOfItsRunAndRankUnderItsTraceId() throws Exception {
        MockProducer<byte[], byte[]> producer = producer(true);
        try (KafkaPublisher publisher = new KafkaPublisher(TOPICS, producer)) {
            publisher.publish(batch());
            publisher.flush();
        }

        ProducerRecord<byte[], byte[]> sent = producer.history().get(0);
        assertThat(sent.topic()).isEqualTo("t.trace-events");
        assertThat(sent.partition()).isEqualTo(KafkaPublisher.partition("run", 2, 6));
        assertThat(new String(sent.key(), java.nio.charset.StandardCharsets.UTF_8))
                .isEqualTo("id");
        assertThat(sent.value()).isEqualTo(batch().bytes());
    }

    @Test
    void theRanksOfARunSpreadOverAllPartitions() {
        Set<Integer> partitions = new TreeSet<>();
        for (int rank = 0; rank < 6; rank++) {
            partitions.add(KafkaPublisher.partition("some run", rank, 6));
        }
        assertThat(partitions).containsExactly(0, 1, 2, 3, 4, 5);
    }

    @Test
    void aRecordThatCouldNotBeWrittenFailsTheFlush() throws Exception {
        MockProducer<byte[], byte[]> producer = producer(false);
        try (KafkaPublisher publisher = new KafkaPublisher(TOPICS, producer)) {
            publisher.reject(new DeadLetter(
                    "f", Stage.INGEST, null, "r", "m", 1L, null, null, null, ByteBuffer.wrap(new byte[0])));
            producer.errorNext(new TimeoutException("no broker"));

            assertThatThrownBy(publisher::flush)
                    .isInstanceOf(IngestException.class)
                    .hasMessage("cannot publish: no broker");
            assertThatThrownBy(() -> publisher.publish(batch())).hasMessage("cannot publish: no broker");
        }
    }

    private static MockProducer<byte[], byte[]> producer(boolean autoComplete) {
        return new MockProducer<>(autoComplete, null, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private static EncodedBatch batch() {
        return new EncodedBatch("id", "run", 2, new byte[] {1, 2});
    }
}
