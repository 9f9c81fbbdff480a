package io.tracemill.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tracemill.schemas.AvroSerde;
import io.tracemill.schemas.Bottleneck;
import io.tracemill.schemas.Framing;
import io.tracemill.schemas.SpanBatch;
import io.tracemill.schemas.Topic;
import io.tracemill.schemas.Topics;
import io.tracemill.schemas.TraceEventBatch;
import io.tracemill.streams.pass.RandomTraces;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.errors.StreamsException;
import org.junit.jupiter.api.Test;

/** Records with a framing of their own. */
class FramingTest {

    private static final byte[] BROKEN = {9};

    /** Framing with a zero before each record. A record that begins with another byte fails. */
    private record Framed(KafkaException failure) implements Framing {

        @Override
        public byte[] toTopic(String topic, byte[] record) {
            byte[] framed = new byte[record.length + 1];
            System.arraycopy(record, 0, framed, 1, record.length);
            return framed;
        }

        @Override
        public byte[] fromTopic(String topic, byte[] record) {
            if (record[0] != 0) {
                throw failure;
            }
            return Arrays.copyOfRange(record, 1, record.length);
        }
    }

    private static TopologyTestDriver driver(Framing framing) {
        Topics topics = new Topics(Topics.DEFAULT_PREFIX, 1, (short) 1, framing);
        return TestDrivers.of(new TraceTopology(TraceTopologyConfig.defaults(topics)));
    }

    private static void send(TopologyTestDriver driver, byte[] record) {
        driver.createInputTopic("tracemill.trace-events", new StringSerializer(), new ByteArraySerializer())
                .pipeInput("trace", record);
    }

    private static <T extends SpecificRecord> List<T> read(
            TopologyTestDriver driver, Topic topic, Class<T> type, Framing framing) {
        return driver.createOutputTopic(
                        "tracemill." + topic.suffix(),
                        new StringDeserializer(),
                        framing.deserializer(AvroSerde.of(type)))
                .readValuesToList();
    }

    @Test
    void allThatIsReadAndWrittenIsFramed() {
        Framing framing = new Framed(new SerializationException("a record is not framed"));
        try (TopologyTestDriver driver = driver(framing)) {
            for (TraceEventBatch batch : RandomTraces.mixed("t", 80).batches(7)) {
                send(
                        driver,
                        framing.toTopic("", AvroSerde.of(TraceEventBatch.class).encode(batch)));
            }

            assertThat(read(driver, Topic.BOTTLENECKS, Bottleneck.class, framing))
                    .isNotEmpty();
            assertThat(read(driver, Topic.SPANS, SpanBatch.class, framing)).isNotEmpty();
        }
    }

    @Test
    void whatIsNoFaultOfTheRecordStopsTheTopology() {
        try (TopologyTestDriver driver = driver(new Framed(new TimeoutException("the registry is down")))) {
            assertThatThrownBy(() -> send(driver, BROKEN))
                    .isInstanceOf(StreamsException.class)
                    .hasRootCauseMessage("the registry is down");
        }
    }
}
